using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Silo;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, where one is named in the usual variables.</summary>
internal static class SiloTelemetry
{
    private const string UsualName = "session-orleans-silo";
    private const string OrleansMeter = "Microsoft.Orleans";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>
    /// Exports the meters <c>SessionOrleans</c> and <c>Microsoft.Orleans</c> and the spans of <c>SessionOrleans</c>. Orleans' own spans
    /// stay here: they carry grain keys, which are session ids. Without an endpoint nothing listens, and nothing is sent.
    /// </summary>
    public static IServiceCollection AddSiloTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var (metrics, traces) = (IsNamed(MetricsEndpoint), IsNamed(TracesEndpoint));
        if (!metrics && !traces)
            return services;

        var telemetry = services.AddOpenTelemetry();
        if (string.IsNullOrWhiteSpace(configuration["OTEL_SERVICE_NAME"]))
            telemetry.ConfigureResource(resource => resource.AddService(UsualName));
        if (metrics)
            telemetry.WithMetrics(
                meters => meters.AddMeter(SessionMetrics.MeterName, OrleansMeter).AddOtlpExporter(PointTo(MetricsEndpoint)));
        if (traces)
            telemetry.WithTracing(spans => spans.AddSource(SessionTracing.SourceName).AddOtlpExporter(PointTo(TracesEndpoint)));
        return services;

        // The exporter reads the variable for all signals itself, and knows none of a single one.
        Action<OtlpExporterOptions> PointTo(string signal) => exporter =>
        {
            if (!string.IsNullOrWhiteSpace(configuration[signal]))
                exporter.Endpoint = new(configuration[signal]!);
        };

        bool IsNamed(string signal) =>
            !string.IsNullOrWhiteSpace(configuration[Endpoint]) || !string.IsNullOrWhiteSpace(configuration[signal]);
    }
}
