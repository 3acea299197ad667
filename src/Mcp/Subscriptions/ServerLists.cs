namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Which lists a server has that may change.</summary>
internal static class ServerLists
{
    public static bool HasTools(McpServerOptions server) =>
        server.ToolCollection is not null || server.Capabilities?.Tools?.ListChanged is true;

    public static bool HasPrompts(McpServerOptions server) =>
        server.PromptCollection is not null || server.Capabilities?.Prompts?.ListChanged is true;

    public static bool HasResources(McpServerOptions server) =>
        server.ResourceCollection is not null || server.Capabilities?.Resources?.ListChanged is true;

    /// <summary>Where changes of them are announced.</summary>
    public static IEnumerable<(string Topic, Change Change)> TopicsOf(bool tools, bool prompts, bool resources)
    {
        if (tools)
            yield return (ChangeTopics.ToolList, Change.ToolList);
        if (prompts)
            yield return (ChangeTopics.PromptList, Change.PromptList);
        if (resources)
            yield return (ChangeTopics.ResourceList, Change.ResourceList);
    }
}
