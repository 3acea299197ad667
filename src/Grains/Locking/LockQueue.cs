namespace SessionOrleans.Locking;

/// <summary>
/// Who holds a session's lock, for how long, and who waits for it in which order (G5, G6). Pure: every rule takes <c>now</c>, a time
/// on a clock that never jumps. The holder is durable and so changes only after its save; the waiters live as long as the activation does.
/// </summary>
internal sealed class LockQueue
{
    /// <summary>A queued grant that its waiter does not claim within this time passes on.</summary>
    public static readonly TimeSpan ClaimWithin = TimeSpan.FromSeconds(3);

    /// <summary>A waiter that was not heard of for this long is dead, and skipped. Waiters ask again every two seconds.</summary>
    public static readonly TimeSpan WaiterSilence = TimeSpan.FromSeconds(6);

    /// <summary>How long after its saved end a lease that another activation granted still counts.</summary>
    public static readonly TimeSpan RestoredGrace = TimeSpan.FromSeconds(1);

    private readonly LinkedList<LockWaiter> _line = [];
    private readonly Dictionary<Guid, LinkedListNode<LockWaiter>> _places = [];
    private LockHolder? _holder;
    private TimeSpan _ends;
    private TimeSpan? _claimBy;
    private HashSet<Guid> _sentAway = [];

    /// <summary>How many wait, dead ones included until they are found out.</summary>
    public int Waiting => _line.Count;

    /// <summary>The holder; null when nobody is, or when the lease is over or was not claimed.</summary>
    public LockHolder? HolderAt(TimeSpan now) => now < EndsAt ? _holder : null;

    /// <summary>When the lock comes free by itself; null when nobody holds it.</summary>
    public TimeSpan? FreeAt => _holder is null ? null : EndsAt;

    /// <summary>What is left of the holder's lease, for one who knows of it; never more than a lease.</summary>
    public TimeSpan LeftAt(TimeSpan now) => _holder is null ? TimeSpan.Zero : _ends - now < _holder.Lease ? _ends - now : _holder.Lease;

    private TimeSpan EndsAt => _claimBy is { } claimBy && claimBy < _ends ? claimBy : _ends;

    /// <summary>
    /// What becomes of an attempt: it holds already, is to be granted (save, then <see cref="Granted"/>), waits, may not wait, or finds
    /// the line full. The attempt that asks again keeps its place.
    /// </summary>
    public LockVerdict Ask(LockRequest request, TimeSpan now)
    {
        var holder = HolderAt(now);
        if (holder?.Attempt == request.Attempt)
            return LockVerdict.Holds;
        if (_sentAway.Contains(request.Attempt))
            return LockVerdict.Ended;

        var first = NextInLine(now);
        if (holder is null && (first is null || first.Attempt == request.Attempt))
            return LockVerdict.Grant;
        if (!request.Queue)
            return LockVerdict.Held;
        if (_places.TryGetValue(request.Attempt, out var place))
        {
            place.Value.LastHeard = now;
            return LockVerdict.Waits;
        }

        if (_line.Count >= SessionLimits.MaxWaitersPerLock)
            return LockVerdict.Full;
        _places.Add(request.Attempt, _line.AddLast(new LockWaiter(request, now)));
        return LockVerdict.Waits;
    }

    /// <summary>The attempt whose turn is next; null when nobody alive waits. Dead waiters before it lose their place.</summary>
    public LockRequest? NextInLine(TimeSpan now)
    {
        while (_line.First is { } first)
        {
            if (now - first.Value.LastHeard < WaiterSilence)
                return first.Value.Request;
            Leave(first.Value.Request.Attempt);
        }

        return null;
    }

    /// <summary>The attempt's place; null when it has none. Being asked after is a sign of life.</summary>
    public LockWaiter? Find(Guid attempt, TimeSpan now)
    {
        if (!_places.TryGetValue(attempt, out var place))
            return null;
        place.Value.LastHeard = now;
        return place.Value;
    }

    /// <summary>A grant was saved: the lease runs from now. One that was waited for has to be claimed. Returns the waiter it had.</summary>
    public LockWaiter? Granted(LockHolder holder, TimeSpan now)
    {
        var waiter = Leave(holder.Attempt);
        (_holder, _ends) = (holder, now + holder.Lease);
        _claimBy = waiter is null ? null : now + ClaimWithin;
        return waiter;
    }

    /// <summary>The holder showed that it knows of its grant.</summary>
    public void Claimed() => _claimBy = null;

    /// <summary>A renewal was saved.</summary>
    public void Renewed(LockHolder holder, TimeSpan now) => (_holder, _ends, _claimBy) = (holder, now + holder.Lease, null);

    /// <summary>The lock was released, broken or lapsed, and that was saved; or the session ended.</summary>
    public void Freed() => (_holder, _claimBy) = (null, null);

    /// <summary>What storage says after an activation or a failed save: <paramref name="remaining"/> is the lease's rest in storage time.</summary>
    public void Restored(LockHolder? holder, TimeSpan remaining, TimeSpan now)
    {
        if (holder is not null && holder.FencingToken == _holder?.FencingToken && holder.Until == _holder.Until)
            return;
        (_holder, _ends, _claimBy) = (holder, now + remaining + RestoredGrace, null);
    }

    /// <summary>A waiter gave up, or was granted. Returns it, or null when it had no place.</summary>
    public LockWaiter? Leave(Guid attempt)
    {
        if (!_places.Remove(attempt, out var place))
            return null;
        _line.Remove(place);
        return place.Value;
    }

    /// <summary>The token of the lock that went with its session; null: none did, or another was granted since.</summary>
    public long? EndedToken { get; private set; }

    /// <summary>The attempt was given up before it was seen: its asking, should it still be on its way, comes too late.</summary>
    public void Refuse(Guid attempt)
    {
        if (_sentAway.Count >= SessionLimits.MaxWaitersPerLock)
            _sentAway.Clear();
        _sentAway.Add(attempt);
    }

    /// <summary>Whether the attempt waited when the session ended, or was given up.</summary>
    public bool WasSentAway(Guid attempt) => _sentAway.Contains(attempt);

    /// <summary>The session ended, and its lock with it: nobody holds, everybody who waited is sent away, and told so when asking again.</summary>
    public IReadOnlyList<LockWaiter> End()
    {
        EndedToken = _holder?.FencingToken ?? EndedToken;
        Freed();
        LockWaiter[] all = [.. _line];
        _sentAway = [.. _places.Keys];
        _line.Clear();
        _places.Clear();
        return all;
    }
}
