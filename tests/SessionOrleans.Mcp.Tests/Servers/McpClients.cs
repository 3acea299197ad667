namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>The SDK's clients of servers in other processes.</summary>
internal static class McpClients
{
    /// <summary>The SDK waits five seconds for the first answer, and takes a server that is slower for one of an earlier
    /// revision.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Connects one.</summary>
    public static Task<McpClient> ConnectAsync(Uri endpoint, string era = ProtocolEras.Stateless) => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = endpoint }), new() { ProtocolVersion = era, DiscoverProbeTimeout = Patience });
}
