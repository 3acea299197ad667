using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>Tools for clients with transport sessions.</summary>
public sealed class SessionTools
{
    [McpServerTool]
    public static string WhoCalls(McpServer server, SessionUser user) =>
        $"{server.ClientInfo?.Name} for {(user.IsAnonymous ? "nobody" : user.Id)}";

#pragma warning disable MCP9005 // The protocol's logging is deprecated; clients of the earlier era may still set a level.
    [McpServerTool]
    public static string LogLevel(McpServer server) => $"{server.LoggingLevel}";
#pragma warning restore MCP9005

    /// <summary>What the host did when it began or took over the session.</summary>
    [McpServerTool]
    public static string Instructions(McpServer server) => server.ServerOptions.ServerInstructions ?? "";

    /// <summary>Sends its caller away, and answers when it comes back.</summary>
    [McpServerTool]
    public static async Task<string> Later(RequestContext<CallToolRequestParams> context, Gate gate, CancellationToken ct)
    {
        await context.EnablePollingAsync(TimeSpan.FromMilliseconds(50), ct);
        await gate.WaitAsync("later", ct);
        return "at last";
    }
}
