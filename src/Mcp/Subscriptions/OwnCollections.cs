namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Passes on what a server's own collections tell, as long as it is not disposed. Over stateless HTTP they live as long as a
/// request, and tell nothing.</summary>
internal sealed class OwnCollections : IDisposable
{
    private readonly List<Action> _leave = [];

    public OwnCollections(McpServerOptions server, SubscriptionsListenNotifications granted, Action<Change> changed)
    {
        Follow(server.ToolCollection, granted.ToolsListChanged, () => changed(Change.ToolList));
        Follow(server.PromptCollection, granted.PromptsListChanged, () => changed(Change.PromptList));
        Follow(server.ResourceCollection, granted.ResourcesListChanged, () => changed(Change.ResourceList));
    }

    public void Dispose()
    {
        foreach (var leave in _leave)
            leave();
    }

    private void Follow<T>(McpServerPrimitiveCollection<T>? collection, bool? granted, Action changed)
        where T : IMcpServerPrimitive
    {
        if (collection is null || granted is not true)
            return;
        EventHandler heard = (_, _) => changed();
        collection.Changed += heard;
        _leave.Add(() => collection.Changed -= heard);
    }
}
