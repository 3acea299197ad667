using SessionOrleans.Locking;

namespace SessionOrleans.Sessions;

/// <summary>The session's lock: asking, waiting, renewing, letting go. Release and next grant are one save.</summary>
internal sealed partial class SessionGrain
{
    /// <summary>How long a waiting call parks. Deactivation waits for it, so it is short.</summary>
    private static readonly TimeSpan Park = TimeSpan.FromSeconds(2);

    private static readonly LockReply LockUnavailable = new(LockOutcome.Unavailable);

    private readonly LockQueue _queue = new();
    private IGrainTimer? _wake;
    private int _waitingReported;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Waiting(-_waitingReported);
        _loaded = false;
        Show();
        return Task.CompletedTask;
    }

    public async ValueTask<LockReply> Acquire(LockRequest request)
    {
        Check(request);
        load.ThrowIfFull();
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return LockUnavailable;
            var session = Current();
            switch (_queue.Ask(request, clock.Elapsed))
            {
                case LockVerdict.Holds:
                    _queue.Claimed();
                    return Granted(session);
                case LockVerdict.Held:
                    return LockReply.Held;
                case LockVerdict.Full:
                    return LockReply.Busy;
                case LockVerdict.Ended:
                    return LockReply.Ended;
                case LockVerdict.Waits:
                    await HandOnAsync();
                    return LockReply.Pending;
                default:
                    outcome = await SaveAsync(session with { Holder = LockHolder.Grant(request, clock.Now) });
                    break;
            }
        }
        while (outcome is SaveOutcome.Conflict);

        if (outcome is not SaveOutcome.Saved)
            return LockUnavailable;
        _queue.Claimed();
        return Granted(_stored);
    }

    /// <summary>
    /// Runs beside other turns, so it changes nothing but the line: a place in it is not durable, and whoever holds the lock looks there when
    /// letting go.
    /// </summary>
    public async ValueTask<LockReply> Wait(LockRequest request)
    {
        Check(request);
        var now = clock.Elapsed;
        var holder = IsLoaded ? _queue.HolderAt(now) : null;
        if (holder?.Attempt == request.Attempt)
            return Granted(_stored.At(clock.Now));
        var waiter = _queue.Find(request.Attempt, now);
        if (waiter is null)
        {
            var verdict = holder is null || !request.Queue ? default(LockVerdict?) : _queue.Ask(request, now);
            if (_queue.WasSentAway(request.Attempt))
                return LockReply.Ended;
            if (verdict is not LockVerdict.Waits)
                return verdict is LockVerdict.Full ? LockReply.Busy : LockReply.Gone;
            waiter = _queue.Find(request.Attempt, now)!;
            WakeInTime();
        }

        try
        {
            return await waiter.Answer.WaitAsync(Park, parking.Over);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            return LockReply.Pending;
        }
    }

    public async ValueTask Abandon(Guid attempt)
    {
        SessionLimits.CheckId(Id);
        if (_queue.Leave(attempt) is not null)
            metrics.GaveUp();
        else
            _queue.Refuse(attempt);
        WakeInTime();
        if (await LoadAsync() && _queue.HolderAt(clock.Elapsed) is { } holder && holder.Attempt == attempt)
            await Release(holder.FencingToken);
    }

    public async ValueTask<LockReply> Renew(long token)
    {
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return LockUnavailable;
            var session = Current();
            if (_queue.HolderAt(clock.Elapsed) is not { } holder || holder.FencingToken != token)
                return _queue.EndedToken == token ? LockReply.Ended : LockReply.Gone;
            outcome = await SaveAsync(session with { Holder = holder.Renew(clock.Now) });
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? LockReply.Done : LockUnavailable;
    }

    public ValueTask<LockReply> Release(long token) => FreeAsync(token);

    public async ValueTask<LockReply> Break(string reason)
    {
        SessionLimits.CheckReason(reason);
        var reply = await FreeAsync(token: null);
        if (reply.Outcome is LockOutcome.Done)
        {
            metrics.LockLost("broken");
            LogBroken(IdHash.Of(Id), reason);
        }

        return reply;
    }

    private void Check(LockRequest request)
    {
        SessionLimits.CheckId(Id);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Attempt == Guid.Empty)
            throw new ArgumentException("An attempt at a lock has an id of its own, by which it keeps its place; this one has none. Use Guid.NewGuid().", nameof(request));
        if (!Enum.IsDefined(request.Purpose))
            throw new ArgumentOutOfRangeException(nameof(request), request.Purpose,
                $"A lock's purpose is one of the {Enum.GetValues<LockPurpose>().Length} that this silo knows. Update the silo, or the caller.");
        SessionLimits.CheckLease(request.Lease, "lease");
        SessionLimits.CheckLabel(request.Label, "label");
    }

    private async ValueTask<LockReply> FreeAsync(long? token)
    {
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return LockUnavailable;
            var session = Current();
            if (_queue.HolderAt(clock.Elapsed) is not { } holder || (token is not null && holder.FencingToken != token))
                return LockReply.Gone;
            outcome = await SaveAsync(session with { Holder = NextHolder() });
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? LockReply.Done : LockUnavailable;
    }

    private LockReply Granted(SessionRecord session) =>
        new(LockOutcome.Granted, session.Holder!.FencingToken, session.Holder.Since, session.ToSnapshot(), _queue.LeftAt(clock.Elapsed));

    /// <summary>Whether a plain write has to stand in line: somebody holds the lock for an update, or waits for it.</summary>
    private bool IsContended(LockHolder? holder) => holder is not null || (_queue.Waiting > 0 && _queue.NextInLine(clock.Elapsed) is not null);

    /// <summary>The grant to whoever is next; null when nobody waits.</summary>
    private LockHolder? NextHolder() => _queue.NextInLine(clock.Elapsed) is { } request ? LockHolder.Grant(request, clock.Now) : null;

    /// <summary>Grants a lock that came free by itself to whoever is next.</summary>
    private async Task HandOnAsync()
    {
        SaveOutcome outcome = SaveOutcome.Saved;
        do
        {
            if (!await LoadAsync())
                break;
            var session = Current();
            if (_queue.HolderAt(clock.Elapsed) is not null || NextHolder() is not { } next)
                break;
            outcome = await SaveAsync(session with { Holder = next });
        }
        while (outcome is SaveOutcome.Conflict);

        WakeInTime();
    }

    /// <summary>Brings the queue up to a save that was acknowledged, and tells the waiter whose turn it became.</summary>
    private void FollowLock(LockHolder? before, LockHolder? after)
    {
        var now = clock.Elapsed;
        if (before is not null && before.FencingToken != after?.FencingToken)
        {
            metrics.LockEnded(clock.Now - before.Since);
            if (_queue.HolderAt(now) is null)
                metrics.LockLost("lapsed");
        }

        if (after is null)
        {
            _queue.Freed();
        }
        else if (after.FencingToken != before?.FencingToken)
        {
            var waiter = _queue.Granted(after, now);
            metrics.LockGranted(waiter is null ? TimeSpan.Zero : now - waiter.Since);
            waiter?.Tell(Granted(_stored));
        }
        else if (after.Until != before.Until)
        {
            _queue.Renewed(after, now);
        }

        WakeInTime();
    }

    private void EndLock()
    {
        if (_queue.HolderAt(clock.Elapsed) is { } holder)
        {
            metrics.LockEnded(clock.Now - holder.Since);
            metrics.LockLost("ended");
        }

        foreach (var waiter in _queue.End())
            waiter.Tell(LockReply.Ended);
        WakeInTime();
    }

    /// <summary>While anybody waits, a timer looks again when the lock comes free by itself or the session ends.</summary>
    private void WakeInTime()
    {
        metrics.Waiting(_queue.Waiting - _waitingReported);
        _waitingReported = _queue.Waiting;
        if (_queue.Waiting == 0)
        {
            _wake?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Who joined the line while the lock was being released finds it free: it is handed on at once, unless the storage is away.
        var now = clock.Elapsed;
        var due = (_queue.FreeAt ?? (_loaded ? now : now + Park)) - now;
        if (_stored.Deadline - clock.Now is { } life && life < due)
            due = life;
        due = due < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due;
        _wake ??= this.RegisterGrainTimer(HandOnAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        _wake.Change(due, Timeout.InfiniteTimeSpan);
    }
}
