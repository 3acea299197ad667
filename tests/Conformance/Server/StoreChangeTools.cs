using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace Conformance.Server;

/// <summary>Tools that say that something changed.</summary>
internal sealed class StoreChangeTools
{
    [McpServerTool(Name = "test_trigger_tool_change"), Description("Says that the list of tools changed.")]
    public static async Task<string> Tools(IServerChanges changes, CancellationToken ct)
    {
        await changes.AnnounceToolListAsync(ct);
        return "Announced.";
    }

    [McpServerTool(Name = "test_trigger_prompt_change"), Description("Says that the list of prompts changed.")]
    public static async Task<string> Prompts(IServerChanges changes, CancellationToken ct)
    {
        await changes.AnnouncePromptListAsync(ct);
        return "Announced.";
    }
}
