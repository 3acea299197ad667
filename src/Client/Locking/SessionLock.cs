using SessionOrleans.Quotas;

namespace SessionOrleans.Locking;

/// <summary>
/// The handle of a held lock. Collected without having been disposed, it lets the lock go. A call that is under way keeps it from being
/// collected, since each call uses it after its awaits.
/// </summary>
internal sealed class SessionLock(LockFactory factory, HeldLock held, Reply grant, CallerLimits? limits) : ISessionLock
{
    private SessionSnapshot? _session = grant.Session;

    ~SessionLock() => held.HandleCollected();

    public string SessionId => held.Id;

    public long FencingToken => held.FencingToken;

    public DateTimeOffset HeldSince { get; } = grant.HeldSince;

    public CancellationToken Lost => held.Lost;

    public Session<T>? Value<T>() => _session is { } session ? factory.Values.Decode<T>(held.Id, session) : null;

    public Task<long> SetAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        WriteAsync(value, options, release: false, cancellationToken);

    public Task<long> SetAndReleaseAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        WriteAsync(value, options, release: true, cancellationToken);

    public async Task<Session<T>> UpdateAsync<T>(
        Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        ThrowIfEnded();
        try
        {
            var session = await factory.Updater.UpdateLockedAsync(
                held.Id, _session, update, Limited(options), FencingToken, cancellationToken);
            _session = new(session.Version, session.CreatedAt, session.ExpiresAt, factory.Values.Encode(held.Id, session.Value));
            return session;
        }
        catch (SessionStoreException trouble) when (trouble is SessionLockLostException or SessionEndedException)
        {
            held.Lose(trouble is SessionEndedException ? LockEnd.SessionEnded : LockEnd.Gone);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await held.ReleaseAsync();
    }

    private async Task<long> WriteAsync<T>(T value, SessionWriteOptions? options, bool release, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        var request = factory.Writer.Prepare(held.Id, value, Limited(options)) with { FencingToken = FencingToken, Release = release };
        var reply = await factory.Writer.SendAsync(held.Id, request, cancellationToken);
        if (reply.Outcome is Outcome.LockLost or Outcome.Ended)
            held.Lose(reply.Outcome is Outcome.Ended ? LockEnd.SessionEnded : LockEnd.Gone);
        if (reply.Outcome is not Outcome.Done)
            throw StoreErrors.Of(reply);
        if (release)
            held.Released();
        _session = reply.Session! with { Value = request.Value };
        return reply.Session.Version;
    }

    private SessionWriteOptions? Limited(SessionWriteOptions? options) => limits is null ? options : limits.Apply(options);

    private void ThrowIfEnded()
    {
        var end = held.End;
        ObjectDisposedException.ThrowIf(end is LockEnd.Released, this);
        if (end is not LockEnd.None)
            throw end is LockEnd.SessionEnded ? StoreErrors.Ended() : StoreErrors.LockLost();
    }
}
