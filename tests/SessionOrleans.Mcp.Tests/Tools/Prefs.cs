namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>What the tests keep for users.</summary>
[SessionKind("prefs")]
public sealed record Prefs
{
    /// <summary>A colour.</summary>
    public string Colour { get; init; } = "none";

    /// <summary>How often something happened.</summary>
    public int Times { get; init; }
}
