using Spectre.Console;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>How many sessions, and how large.</summary>
internal sealed class ScaleSettings : MeasureSettings
{
    /// <summary>What the measurements between making and ending the sessions take, and a part that grows with their number.</summary>
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan MeasuringEachMillion = TimeSpan.FromSeconds(60);

    [CommandOption("--sessions <N>"), Description("How many sessions."), DefaultValue(1_000_000), AtLeast(1)]
    public int Sessions { get; init; }
    [CommandOption("--value-bytes <N>"), Description("Size of a value."), DefaultValue(1_024), AtLeast(0)]
    public int ValueBytes { get; init; }
    [CommandOption("--workers <N>"), Description("How many are made at once."), DefaultValue(64), AtLeast(1)]
    public int Workers { get; init; }

    public override ValidationResult Validate() => Backend is SessionBackend.Redis
        ? ValidationResult.Success()
        : ValidationResult.Error("Scale measures what Redis holds: leave --backend out.");

    /// <summary>
    /// How far ahead the common deadline is, where <paramref name="rate"/> sessions were made a second in the warm-up; it goes faster
    /// later.
    /// </summary>
    public TimeSpan LifeAt(double rate) => Measuring + (MeasuringEachMillion * (Sessions / 1e6)) + TimeSpan.FromSeconds(Sessions / rate);
}
