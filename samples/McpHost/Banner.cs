using SessionOrleans;

namespace McpHost;

/// <summary>Says what the server runs on, and how to try it.</summary>
internal static class Banner
{
    public static void Print(WebApplication app)
    {
        var status = app.Services.GetRequiredService<ISessionStore>().Status;
        Console.WriteLine($"Sessions: {status.Backend}, {status.Hosting}. {status.Reason}");
        Console.WriteLine($"MCP:      {app.Urls.First()}/mcp. Try it:");
        Console.WriteLine(Curl(app.Urls.First()));
    }

    /// <summary>One whole call in the 2026-07-28 revision, which has no handshake: version and capabilities come with every
    /// request.</summary>
    private static string Curl(string url) =>
        $"curl -s {url}/mcp -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' " +
        "-H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: create_basket' " +
        """-d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_basket","_meta":""" +
        """{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}'""";
}
