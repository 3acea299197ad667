using System.Security.Claims;

namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>Tools that keep state as one does with the SDK alone.</summary>
public sealed class InMemoryCounterTools
{
    [McpServerTool]
    public static string Open(InMemoryCounters bag)
    {
        var handle = $"{Guid.NewGuid():N}";
        bag.Add(handle);
        return handle;
    }

    [McpServerTool]
    public static string Count(InMemoryCounters bag, string handle) => bag.Has(handle) ? $"{bag.Next(handle)}" : "unknown";

    [McpServerTool]
    public static string Visit(InMemoryCounters bag, ClaimsPrincipal user) =>
        $"{user.FindFirst("sub")?.Value} {bag.Next(user.FindFirst("sub")!.Value)}";

#pragma warning disable MCP9005 // The protocol's logging is deprecated; clients of the earlier era may still set a level.
    [McpServerTool]
    public static string LogLevel(McpServer server) => $"{server.LoggingLevel}";
#pragma warning restore MCP9005

    [McpServerTool]
    public static async Task<string> Ask(McpServer server, CancellationToken ct)
    {
        try
        {
            return (await server.ElicitAsync(new() { Message = "Sure?", RequestedSchema = new() }, ct)).Action;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
