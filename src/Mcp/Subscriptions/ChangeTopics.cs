namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>The topics of changes. A resource's is hashed, since a URI may be long, or hold a handle.</summary>
internal static class ChangeTopics
{
    public const string ResourceList = ReservedIds.McpChanged + "resources";
    public const string ToolList = ReservedIds.McpChanged + "tools";
    public const string PromptList = ReservedIds.McpChanged + "prompts";

    /// <summary>The topic of a resource, for all or for one owner.</summary>
    public static string Resource(string uri, string? owner) => $"{ReservedIds.McpChanged}resource~{HashedId.Of(owner, uri)}";
}
