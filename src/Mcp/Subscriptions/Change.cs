namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Something that a client wants to hear of.</summary>
/// <param name="Method">The notification that tells it.</param>
/// <param name="Uri">Which resource, where it is one.</param>
internal readonly record struct Change(string Method, string? Uri = null)
{
    public static Change ToolList => new(NotificationMethods.ToolListChangedNotification);

    public static Change PromptList => new(NotificationMethods.PromptListChangedNotification);

    public static Change ResourceList => new(NotificationMethods.ResourceListChangedNotification);

    public static Change Resource(string uri) => new(NotificationMethods.ResourceUpdatedNotification, uri);
}
