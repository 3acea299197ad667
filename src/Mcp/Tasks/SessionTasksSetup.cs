using System.Text.Json.Nodes;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>Adds tasks to a server.</summary>
internal sealed class SessionTasksSetup(TaskCalls calls, TaskRequests requests) : IConfigureOptions<McpServerOptions>
{
    public void Configure(McpServerOptions options)
    {
        var capabilities = options.Capabilities ??= new();
        (capabilities.Extensions ??= new Dictionary<string, object>())[TasksExtension.Id] = new JsonObject();
        options.Filters.Request.CallToolWithAlternateFilters.Add(calls.CallAsync);
        options.RequestHandlers ??= [];
        foreach (var handler in requests.Handlers)
            options.RequestHandlers.Add(handler);
    }
}
