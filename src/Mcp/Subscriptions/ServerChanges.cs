namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Announces by signals. Thread-safe.</summary>
internal sealed class ServerChanges(ISessionStore store) : IServerChanges
{
    public Task AnnounceResourceAsync(string uri, SessionUser? onlyFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        var user = onlyFor ?? ToolCall.Current?.User ?? throw new InvalidOperationException(
            "Outside of calls nobody is the caller: say whose listeners shall hear of the change (onlyFor), or call " +
            $"{nameof(AnnounceResourceToAllAsync)}.");
        return store.Signals.SendAsync(ChangeTopics.Resource(uri, user.Owner), cancellationToken: cancellationToken);
    }

    public Task AnnounceResourceToAllAsync(string uri, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return store.Signals.SendAsync(ChangeTopics.ResourceForAll(uri), cancellationToken: cancellationToken);
    }

    public Task AnnounceResourceListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.ResourceList, cancellationToken: cancellationToken);

    public Task AnnounceToolListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.ToolList, cancellationToken: cancellationToken);

    public Task AnnouncePromptListAsync(CancellationToken cancellationToken = default) =>
        store.Signals.SendAsync(ChangeTopics.PromptList, cancellationToken: cancellationToken);
}
