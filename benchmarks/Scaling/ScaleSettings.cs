using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>How many sessions, and how large.</summary>
internal sealed record ScaleSettings(int Sessions, int ValueBytes, int Workers)
{
    /// <summary>What the measurements between making and ending the sessions take, and a part that grows with their number.</summary>
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan MeasuringEachMillion = TimeSpan.FromSeconds(60);

    public static ScaleSettings Parse(Arguments arguments) => new(
        arguments.Number("--sessions") ?? 1_000_000, arguments.Number("--value-bytes", least: 0) ?? 1_024, arguments.Number("--workers") ?? 64);

    /// <summary>
    /// How far ahead the common deadline is, where <paramref name="rate"/> sessions were made a second while everything warmed up. Later it goes faster.
    /// </summary>
    public TimeSpan LifeAt(double rate) => Measuring + (MeasuringEachMillion * (Sessions / 1e6)) + TimeSpan.FromSeconds(Sessions / rate);
}
