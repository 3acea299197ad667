using SessionOrleans.Sessions;

namespace SessionOrleans.Locking;

/// <summary>A held lock: renews itself in the background until it is disposed, lost, or held as long as it may be.</summary>
internal sealed class SessionLock : ISessionLock
{
    private readonly LockKeeper _keeper;
    private readonly string _id;
    private readonly LockRequest _request;
    private readonly CancellationTokenSource _lost = new();
    private readonly TimeSpan _maxHold;
    private readonly long _begun;
    private readonly ITimer _timer;
    private long _validFrom;
    private SessionSnapshot? _session;
    private volatile bool _sessionEnded;
    private int _renewing;
    private int _done;

    /// <param name="keeper">What the handles of a store share.</param>
    /// <param name="id">The session.</param>
    /// <param name="request">The attempt that was granted.</param>
    /// <param name="grant">The grant.</param>
    /// <param name="asked">When the grant was asked for: what was left of its lease counts from then.</param>
    /// <param name="maxHold">How long it renews itself at most.</param>
    public SessionLock(LockKeeper keeper, string id, LockRequest request, LockReply grant, long asked, TimeSpan maxHold)
    {
        (_keeper, _id, _request, _session) = (keeper, id, request, grant.Session);
        (FencingToken, HeldSince) = (grant.FencingToken, grant.HeldSince);
        (_maxHold, _begun) = (maxHold, asked);
        _validFrom = asked - (long)((request.Lease - grant.Left).TotalSeconds * keeper.Time.TimestampFrequency);
        _keeper.Took(this);
        _timer = keeper.Time.CreateTimer(static held => _ = ((SessionLock)held!).RenewAsync(), this, request.Lease / 3, request.Lease / 3);
    }

    public string SessionId => _id;

    public long FencingToken { get; }

    public DateTimeOffset HeldSince { get; }

    public CancellationToken Lost => _lost.Token;

    public Session<T>? Value<T>() => _session is { } session ? _keeper.Values.Decode<T>(_id, session) : null;

    public async Task<long> SetAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        await WriteAsync(value, options, release: false, cancellationToken);

    public async Task<long> SetAndReleaseAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var version = await WriteAsync(value, options, release: true, cancellationToken);
        await FinishAsync();
        return version;
    }

    public async Task<Session<T>> UpdateAsync<T>(Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        ThrowIfLost();
        try
        {
            var session = await _keeper.Updater.UpdateLockedAsync(_id, _session, update, options, FencingToken, cancellationToken);
            _session = new(session.Version, session.CreatedAt, session.ExpiresAt, _keeper.Values.Encode(_id, session.Value));
            return session;
        }
        catch (SessionStoreException trouble) when (trouble is SessionLockLostException or SessionEndedException)
        {
            await LoseAsync(trouble is SessionEndedException);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_done == 0 && !_lost.IsCancellationRequested)
            await _keeper.Turns.ReturnAsync(_id, FencingToken);
        await FinishAsync();
    }

    private async Task<long> WriteAsync<T>(T value, SessionWriteOptions? options, bool release, CancellationToken cancellationToken)
    {
        ThrowIfLost();
        var request = _keeper.Writer.Prepare(_id, value, options) with { FencingToken = FencingToken, Release = release };
        var reply = await _keeper.Writer.SendAsync(_id, request, cancellationToken);
        if (reply.Outcome is SessionOutcome.LockLost or SessionOutcome.Ended)
            await LoseAsync(reply.Outcome is SessionOutcome.Ended);
        if (reply.Outcome is not SessionOutcome.Done)
            throw Refusals.Of(reply);
        _session = reply.Session! with { Value = request.Value };
        return reply.Session.Version;
    }

    /// <summary>Renews at a third of the lease. The lock counts as held for a lease from when the last renewal that succeeded was sent.</summary>
    private async Task RenewAsync()
    {
        if (Interlocked.Exchange(ref _renewing, 1) != 0)
            return;
        var time = _keeper.Time;
        var sent = time.GetTimestamp();
        if (_done != 0)
            return;
        if (time.GetElapsedTime(_begun) >= _maxHold)
        {
            try
            {
                await _keeper.Turns.ReturnAsync(_id, FencingToken);
            }
            finally
            {
                await LoseAsync(sessionEnded: false);
            }

            return;
        }

        var outcome = await _keeper.RenewAsync(_id, FencingToken, _request.Lease - time.GetElapsedTime(_validFrom), CancellationToken.None);
        if (outcome is LockOutcome.Done)
            _validFrom = sent;
        if (outcome is LockOutcome.Gone or LockOutcome.Ended || time.GetElapsedTime(_validFrom) >= _request.Lease)
            await LoseAsync(outcome is LockOutcome.Ended);
        else
            Volatile.Write(ref _renewing, 0);
    }

    private void ThrowIfLost()
    {
        ObjectDisposedException.ThrowIf(_done != 0, this);
        if (_lost.IsCancellationRequested)
            throw _sessionEnded ? Refusals.Ended() : Refusals.LockLost();
    }

    private async Task LoseAsync(bool sessionEnded)
    {
        _sessionEnded |= sessionEnded;
        if (_done != 0)
            return;
        await _timer.DisposeAsync();
        await _lost.CancelAsync();
    }

    private async ValueTask FinishAsync()
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
            return;
        _keeper.Gave(this);
        await _timer.DisposeAsync();
    }
}
