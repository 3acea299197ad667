namespace SessionOrleans.Benchmarks.Contending;

/// <summary>How many contend for how long.</summary>
internal sealed class ContentionSettings : MeasureSettings
{
    [CommandOption("--seconds <N>"), Description("Measured per side, in rounds."), DefaultValue(5), AtLeast(1)]
    public int Seconds { get; init; }
    [CommandOption("--workers <N>"), Description("Callers at once."), DefaultValue(64), AtLeast(1)]
    public int Workers { get; init; }
    [CommandOption("--value-bytes <N>"), Description("Size of the value."), DefaultValue(1_024), AtLeast(sizeof(long))]
    public int ValueBytes { get; init; }
    [CommandOption("--clients <N>"), Description("Clients of ours, over which the callers are spread."), DefaultValue(1), AtLeast(1)]
    public int Clients { get; init; }
}
