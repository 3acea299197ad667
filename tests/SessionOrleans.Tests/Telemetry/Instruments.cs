using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Telemetry;

/// <summary>What <see cref="SessionMetrics"/> offers.</summary>
internal static class Instruments
{
    /// <summary>All of them, of a meter of the test's own.</summary>
    public static IReadOnlyList<Instrument> All { get; } = Read();

    /// <summary>As Prometheus has them: dots to underscores, the unit and the kind at the end.</summary>
    public static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit is "s" ? "_seconds" : "";
        var kind = instrument is Counter<long> ? "_total" : "";
        return instrument.Name.Replace('.', '_') + unit + kind;
    }

    private static List<Instrument> Read()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var instruments = new List<Instrument>();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Scope == meters)
                    instruments.Add(instrument);
            },
        };
        listener.Start();
        _ = new SessionMetrics(meters);
        return instruments;
    }
}
