namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Announces by signals. Thread-safe.</summary>
internal sealed class ServerChanges(ISessionStore store) : IServerChanges
{
    public Task AnnounceResourceAsync(string uri, SessionUser? onlyFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        if (onlyFor is { IsAnonymous: true })
            throw new ArgumentException("An anonymous caller cannot be told apart from others. Pass a signed-in user, or null for all " +
                "who listen to the resource.", nameof(onlyFor));
        return store.Signals.SendAsync(ChangeTopics.Resource(uri, onlyFor?.Owner), cancellationToken: cancellationToken);
    }

    public Task AnnounceResourceListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.ResourceList, cancellationToken: cancellationToken);

    public Task AnnounceToolListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.ToolList, cancellationToken: cancellationToken);

    public Task AnnouncePromptListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.PromptList, cancellationToken: cancellationToken);
}
