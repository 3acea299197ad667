namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>What the tests keep in sessions.</summary>
[SessionKind("tally")]
public sealed record Tally(int Count)
{
    /// <summary>One more.</summary>
    public Tally Next() => new(Count + 1);
}
