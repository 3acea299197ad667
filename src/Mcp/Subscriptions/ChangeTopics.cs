namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>The topics of changes. A resource's is hashed, since a URI may be long, or hold a handle.</summary>
internal static class ChangeTopics
{
    public const string ResourceList = ReservedIds.McpChanged + "resources";
    public const string ToolList = ReservedIds.McpChanged + "tools";
    public const string PromptList = ReservedIds.McpChanged + "prompts";

    /// <summary>The topic of a resource for one user's listeners; for anonymous ones where the owner is null.</summary>
    public static string Resource(string uri, string? owner) => $"{ReservedIds.McpChanged}resource~{HashedId.Of(owner, uri)}";

    /// <summary>The topic of a resource for whoever listens to it.</summary>
    public static string ResourceForAll(string uri) => $"{ReservedIds.McpChanged}resource-for-all~{HashedId.Of(uri)}";
}
