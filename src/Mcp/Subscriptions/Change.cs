namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Something that a client wants to hear of.</summary>
/// <param name="Method">The notification that tells it.</param>
/// <param name="Uri">Which resource, where it is one.</param>
/// <param name="TaskId">Which task, where it is one: what is told is how the task stands then.</param>
internal readonly record struct Change(string Method, string? Uri = null, string? TaskId = null)
{
    public static Change ToolList => new(NotificationMethods.ToolListChangedNotification);

    public static Change PromptList => new(NotificationMethods.PromptListChangedNotification);

    public static Change ResourceList => new(NotificationMethods.ResourceListChangedNotification);

    public static Change Resource(string uri) => new(NotificationMethods.ResourceUpdatedNotification, uri);

    public static Change Task(string method, string taskId) => new(method, TaskId: taskId);
}
