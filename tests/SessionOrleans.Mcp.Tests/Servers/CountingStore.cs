namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>A store as an application wraps one: it counts calls and passes them on.</summary>
/// <param name="inner">What it wraps, and does not dispose.</param>
public sealed class CountingStore(ISessionStore inner) : ISessionStore
{
    private int _calls;

    /// <summary>How many calls were passed on.</summary>
    public int Calls => _calls;

    /// <inheritdoc/>
    public SessionStoreStatus Status => inner.Status;

    /// <inheritdoc/>
    public ISessionDirectory Directory => inner.Directory;

    /// <inheritdoc/>
    public ISessionSignals Signals => inner.Signals;

    private ISessionStore Counted
    {
        get
        {
            Interlocked.Increment(ref _calls);
            return inner;
        }
    }

    /// <inheritdoc/>
    public Task<Session<T>?> GetAsync<T>(string id, CancellationToken cancellationToken = default) =>
        Counted.GetAsync<T>(id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Session<T>?> WatchAsync<T>(string id, CancellationToken cancellationToken = default) =>
        Counted.WatchAsync<T>(id, cancellationToken);

    /// <inheritdoc/>
    public Task<SessionInfo?> GetInfoAsync(string id, CancellationToken cancellationToken = default) =>
        Counted.GetInfoAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<long> SetAsync<T>(string id, T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Counted.SetAsync(id, value, options, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> TrySetAsync<T>(
        string id, T value, WriteCondition condition, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Counted.TrySetAsync(id, value, condition, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Session<T>> GetOrCreateAsync<T>(
        string id, Func<CancellationToken, ValueTask<T>> create, SessionWriteOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Counted.GetOrCreateAsync(id, create, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Session<T>> UpdateAsync<T>(
        string id, Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Counted.UpdateAsync(id, update, options, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ExtendAsync(string id, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default) =>
        Counted.ExtendAsync(id, timeToLive, cancellationToken);

    /// <inheritdoc/>
    public Task<TimeSpan?> GetTimeToLiveAsync(string id, CancellationToken cancellationToken = default) =>
        Counted.GetTimeToLiveAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Counted.RemoveAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<ISessionLock?> TryLockAsync(string id, LockOptions? options = null, CancellationToken cancellationToken = default) =>
        Counted.TryLockAsync(id, options, cancellationToken);

    /// <inheritdoc/>
    public Task<ISessionLock> LockAsync(
        string id, TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default) =>
        Counted.LockAsync(id, wait, options, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReleaseLockAsync(string id, long fencingToken, CancellationToken cancellationToken = default) =>
        Counted.ReleaseLockAsync(id, fencingToken, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
