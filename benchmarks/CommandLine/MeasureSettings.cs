namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>What every command that measures can be asked for.</summary>
internal abstract class MeasureSettings : CommandSettings
{
    [CommandOption("--json"), Description("One JSON object a line instead of a table.")]
    public bool Json { get; init; }
    [CommandOption("--backend <BACKEND>"), Description("What our side rests on: redis or memory."), DefaultValue(SessionBackend.Redis)]
    public SessionBackend Backend { get; init; }
    [CommandOption("--redis <KIND>"), Description("The Redis of the run: single, or cluster, of three primaries without replicas.")]
    [DefaultValue(RedisKind.Single)]
    public RedisKind Redis { get; init; }
}
