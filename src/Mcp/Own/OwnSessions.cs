namespace SessionOrleans.Mcp;

/// <summary>
/// The application's store, for what our packages keep in it under <see cref="ReservedIds"/>. Each call goes through whatever the
/// application has wrapped around the store. Thread-safe.
/// </summary>
internal sealed class OwnSessions(ISessionStore store)
{
    public Task<Session<byte[]>?> GetAsync(string id, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.GetAsync<byte[]>(id, cancellationToken));

    public Task<SessionInfo?> GetInfoAsync(string id, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.GetInfoAsync(id, cancellationToken));

    public Task<long> SetAsync(string id, byte[] value, SessionWriteOptions options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.SetAsync(id, value, options, cancellationToken));

    public Task<long?> TrySetAsync(
        string id, byte[] value, WriteCondition condition, SessionWriteOptions? options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.TrySetAsync(id, value, condition, options, cancellationToken));

    public Task<Session<byte[]>> GetOrCreateAsync(
        string id, byte[] value, SessionWriteOptions options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.GetOrCreateAsync<byte[]>(id, _ => new(value), options, cancellationToken));

    public Task<Session<byte[]>> UpdateAsync(
        string id, Func<byte[]?, byte[]> update, SessionWriteOptions options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.UpdateAsync(id, update, options, cancellationToken));

    /// <summary>
    /// Changes the newest of what is there, whatever others write meanwhile; where the change returns what it was given, nothing is
    /// written. False where nothing is there: none is made.
    /// </summary>
    public async Task<bool> ChangeAsync(
        string id, Func<byte[], byte[]> change, SessionWriteOptions? options, CancellationToken cancellationToken)
    {
        while (await GetAsync(id, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            var changed = change(stored.Value);
            var condition = WriteCondition.IfVersion(stored.Version);
            if (ReferenceEquals(changed, stored.Value)
                || await TrySetAsync(id, changed, condition, options, cancellationToken).ConfigureAwait(false) is not null)
                return true;
        }

        return false;
    }

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.RemoveAsync(id, cancellationToken));

    public Task<ISessionLock?> TryLockAsync(string id, LockOptions options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.TryLockAsync(id, options, cancellationToken));

    public Task<ISessionLock> LockAsync(string id, TimeSpan? wait, LockOptions options, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.LockAsync(id, wait, options, cancellationToken));

    public Task SendAsync(string topic, string? message, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.Signals.SendAsync(topic, message, cancellationToken));

    public Task<IAsyncDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.Signals.ListenAsync(topic, heard, cancellationToken));

    public Task<IAsyncDisposable> ListenToSessionAsync(string id, Action changed, CancellationToken cancellationToken) =>
        OwnRecords.Use(() => store.Signals.ListenToSessionAsync(id, changed, cancellationToken));
}
