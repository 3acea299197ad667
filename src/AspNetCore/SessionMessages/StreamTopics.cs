using SessionOrleans.Mcp;
using SessionOrleans.Mcp.Subscriptions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>
/// The announcements that a stream passes on, and whatever else wakes it. What comes several times while the stream is busy is told once.
/// </summary>
/// <param name="store">Where announcements are heard.</param>
/// <param name="owner">Whose session it is.</param>
/// <param name="lists">The lists that the server has.</param>
internal sealed class StreamTopics(OwnSessions store, string? owner, IReadOnlyList<(string Topic, Change Change)> lists) : IAsyncDisposable
{
    private readonly Dictionary<string, List<IAsyncDisposable>> _listening = [];
    private readonly HashSet<Change> _waiting = [];
    private readonly SemaphoreSlim _woken = new(0);

    /// <summary>
    /// Listens to what is subscribed to by now, and to nothing else. A resource is told as changed when this begins to listen to it: from
    /// the subscription until now nobody did.
    /// </summary>
    /// <param name="uris">The resources.</param>
    /// <param name="tellsLists">Whether lists may have changed before, too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task FollowAsync(IReadOnlyList<string> uris, bool tellsLists, CancellationToken cancellationToken)
    {
        if (_listening.Count == 0)
        {
            _listening[""] = [];
            foreach (var (topic, change) in lists)
                await ListenAsync("", topic, change, tellsLists, cancellationToken);
        }

        foreach (var uri in _listening.Keys.Where(uri => uri.Length > 0 && !uris.Contains(uri)).ToList())
        {
            await LeaveAsync(_listening[uri]);
            _listening.Remove(uri);
            lock (_waiting)
                _waiting.Remove(Change.Resource(uri));
        }

        foreach (var uri in uris.Where(uri => uri.Length > 0 && !_listening.ContainsKey(uri)))
        {
            _listening[uri] = [];
            await ListenAsync(uri, ChangeTopics.ResourceForAll(uri), Change.Resource(uri), tells: false, cancellationToken);
            await ListenAsync(uri, ChangeTopics.Resource(uri, owner), Change.Resource(uri), tells: true, cancellationToken);
        }
    }

    /// <summary>Something happened that the stream has to look at.</summary>
    public void Wake() => _woken.Release();

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _woken.WaitAsync(cancellationToken);
        while (_woken.Wait(0, CancellationToken.None))
        {
        }
    }

    /// <summary>What changed since this was asked before.</summary>
    public IReadOnlyList<Change> Take()
    {
        lock (_waiting)
        {
            Change[] changes = [.. _waiting];
            _waiting.Clear();
            return changes;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listening in _listening.Values)
            await LeaveAsync(listening);
    }

    private async Task ListenAsync(string uri, string topic, Change change, bool tells, CancellationToken cancellationToken)
    {
        _listening[uri].Add(await store.ListenAsync(topic, _ => Add(change), cancellationToken));
        if (tells)
            Add(change);
    }

    private void Add(Change change)
    {
        lock (_waiting)
            _waiting.Add(change);
        Wake();
    }

    private static async Task LeaveAsync(List<IAsyncDisposable> listening)
    {
        foreach (var topic in listening)
            await topic.DisposeAsync();
    }
}
