namespace SessionOrleans.Benchmarks.Counting;

/// <summary>How much is done when a kind is named.</summary>
internal sealed class CountSettings : CommandSettings
{
    public const string Command = "count";

    [CommandOption("--count <N>"), Description("How many operations."), DefaultValue(1_000), AtLeast(1)]
    public int Count { get; init; }
}
