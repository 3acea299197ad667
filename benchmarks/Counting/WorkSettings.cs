namespace SessionOrleans.Benchmarks.Counting;

/// <summary>What one process does, and nothing else.</summary>
internal sealed class WorkSettings : CommandSettings
{
    public const string Command = "work";

    [CommandOption("--kind <KIND>"), Description("get, set, create, update or lockedupdate."), DefaultValue(Work.Set)]
    public Work Kind { get; init; }
    [CommandOption("--count <N>"), Description("How many operations."), DefaultValue(100_000), AtLeast(1)]
    public int Count { get; init; }
    [CommandOption("--workers <N>"), Description("Callers at once."), DefaultValue(1), AtLeast(1)]
    public int Workers { get; init; }
    [CommandOption("--sessions <N>"), Description("Over how many sessions."), DefaultValue(1_000), AtLeast(1)]
    public int Sessions { get; init; }
    [CommandOption("--backend <BACKEND>"), Description("What the store rests on: redis or memory."), DefaultValue(SessionBackend.Memory)]
    public SessionBackend Backend { get; init; }
    [CommandOption("--bare"), Description("A bare grain instead of the store.")]
    public bool IsBare { get; init; }
}
