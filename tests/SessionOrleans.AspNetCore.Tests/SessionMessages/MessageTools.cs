using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.SessionMessages;

#pragma warning disable MCP9005 // The protocol's logging is deprecated; older clients may still set a level.

/// <summary>Tools that tell their client something outside of their call, and of changes.</summary>
public sealed class MessageTools
{
    /// <summary>Sends so many notifications once the gate <c>after</c> is open, which is after the call.</summary>
    [McpServerTool]
    public static string TellLater(McpServer server, int first, int count, Gate gate)
    {
        _ = TellAsync(server, first, count, gate);
        return "Later.";
    }

    [McpServerTool]
    public static string LogLevel(McpServer server) => $"{server.LoggingLevel}";

    /// <summary>Logs a line within the call.</summary>
    [McpServerTool]
    public static string Log(McpServer server, string text)
    {
        server.AsClientLoggerProvider().CreateLogger("tests").LogWarning("{Text}", text);
        return "Logged.";
    }

    [McpServerTool]
    public static async Task<string> Change(IServerChanges changes, string uri, CancellationToken ct)
    {
        await changes.AnnounceResourceAsync(uri, cancellationToken: ct);
        return "Changed.";
    }

    [McpServerTool]
    public static async Task<string> ChangeTools(IServerChanges changes, CancellationToken ct)
    {
        await changes.AnnounceToolListAsync(ct);
        return "Changed.";
    }

    private static async Task TellAsync(McpServer server, int first, int count, Gate gate)
    {
        await gate.WaitAsync($"after {first}");
        for (var i = first; i < first + count; i++)
            await server.SendNotificationAsync("notifications/message", new LoggingMessageNotificationParams
            {
                Level = LoggingLevel.Info, Data = JsonSerializer.SerializeToElement(i),
            });
    }
}
