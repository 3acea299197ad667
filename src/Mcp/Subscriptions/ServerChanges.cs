namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Announces by signals. Thread-safe.</summary>
internal sealed class ServerChanges(ISessionStore store) : IServerChanges
{
    private readonly OwnSessions _store = new(store);

    public Task AnnounceResourceAsync(string uri, SessionUser? onlyFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        if (onlyFor is { IsAnonymous: true })
            throw new ArgumentException("An anonymous caller cannot be told apart from others. Pass a signed-in user, or null for all " +
                "who listen to the resource.", nameof(onlyFor));
        return _store.SendAsync(ChangeTopics.Resource(uri, onlyFor?.Owner), message: null, cancellationToken);
    }

    public Task AnnounceResourceListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.ResourceList, message: null, cancellationToken);

    public Task AnnounceToolListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.ToolList, message: null, cancellationToken);

    public Task AnnouncePromptListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.PromptList, message: null, cancellationToken);
}
