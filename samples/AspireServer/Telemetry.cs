using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AspireServer;

/// <summary>What the service defaults of an Aspire application do, with the names of the session store.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;

        builder.Logging.AddOpenTelemetry(logging => (logging.IncludeFormattedMessage, logging.IncludeScopes) = (true, true));
        builder.Services.AddOpenTelemetry()
            .WithMetrics(meters => meters.AddMeter("SessionOrleans", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting"))
            .WithTracing(spans => spans.AddSource("SessionOrleans", "Microsoft.AspNetCore", "Experimental.ModelContextProtocol"))
            .UseOtlpExporter();
    }
}
