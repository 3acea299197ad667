using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.Harness.Mcp;

/// <summary>A task as a server described it.</summary>
/// <param name="Json">All that it said.</param>
public sealed record SeenTask(JsonObject Json)
{
    /// <summary>Its status, as the schema names it.</summary>
    public string Status => (string)Json["status"]!;

    /// <summary>What it says of its status.</summary>
    public string? StatusMessage => (string?)Json["statusMessage"];

    /// <summary>The questions that wait for an answer.</summary>
    public IReadOnlyDictionary<string, InputRequest> InputRequests =>
        Json["inputRequests"].Deserialize<Dictionary<string, InputRequest>>(McpJsonUtilities.DefaultOptions) ?? [];

    /// <summary>What its call returned.</summary>
    public CallToolResult Result => Json["result"].Deserialize<CallToolResult>(McpJsonUtilities.DefaultOptions)!;

    /// <summary>The text of what its call returned.</summary>
    public string Text => ((TextContentBlock)Result.Content.Single()).Text;

    /// <summary>The code of the JSON-RPC error that it failed with.</summary>
    public int ErrorCode => (int)Json["error"]!["code"]!;

    /// <summary>The message of that error.</summary>
    public string ErrorMessage => (string)Json["error"]!["message"]!;
}
