using System.ComponentModel;
using ModelContextProtocol.Server;

namespace SessionOrleans.Mcp.Tests.Lifecycle;

/// <summary>What the tests' sessions hold.</summary>
[SessionKind("draft")]
public sealed record Draft
{
    /// <summary>Its text.</summary>
    public string Text { get; init; } = "";
}

/// <summary>What a server writes itself, beside the tools that it is given.</summary>
public sealed class DraftTools
{
    /// <summary>Adds to a draft.</summary>
    [McpServerTool(Name = "write")]
    public static async Task<string> Write(ToolSession<Draft> draft, string text, CancellationToken ct) =>
        (await draft.UpdateAsync(one => one with { Text = one.Text + text }, ct)).Text;

    /// <summary>Has a description of its own.</summary>
    [McpServerTool(Name = "read")]
    public static async Task<string> Read([Description("Which draft.")] ToolSession<Draft> draft, CancellationToken ct) =>
        (await draft.GetAsync(ct)).Text;

    /// <summary>Of another kind, whose lifetime nobody said.</summary>
    [McpServerTool(Name = "count")]
    public static async Task<string> Count(ToolSession<Tools.Tally> tally, CancellationToken ct) => $"{(await tally.GetAsync(ct)).Count}";
}
