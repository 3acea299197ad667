namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Announces by signals. Thread-safe.</summary>
internal sealed class ServerChanges(ISessionStore store) : IServerChanges
{
    private readonly OwnSessions _store = new(store);

    public Task AnnounceResourceAsync(string uri, SessionUser? onlyFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        var user = onlyFor ?? ToolCall.Current?.User ?? throw new InvalidOperationException(
            "Outside of calls nobody is the caller: say whose listeners shall hear of the change (onlyFor), or call " +
            $"{nameof(AnnounceResourceToAllAsync)}.");
        return _store.SendAsync(ChangeTopics.Resource(uri, user.Owner), message: null, cancellationToken);
    }

    public Task AnnounceResourceToAllAsync(string uri, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return _store.SendAsync(ChangeTopics.ResourceForAll(uri), message: null, cancellationToken);
    }

    public Task AnnounceResourceListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.ResourceList, message: null, cancellationToken);

    public Task AnnounceToolListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.ToolList, message: null, cancellationToken);

    public Task AnnouncePromptListAsync(CancellationToken cancellationToken = default) =>
        _store.SendAsync(ChangeTopics.PromptList, message: null, cancellationToken);
}
