namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>The protocol revisions that differ in what a server may keep: before 2026-07-28 a handshake, from then on none.</summary>
public static class ProtocolEras
{
    /// <summary>The revision without handshake and sessions.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>The last one with them.</summary>
    public const string Handshake = "2025-11-25";

    /// <summary>Both, for a theory.</summary>
    public static TheoryData<string> Both => new(Stateless, Handshake);
}
