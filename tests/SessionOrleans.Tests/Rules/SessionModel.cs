using SessionOrleans.Hosting;

namespace SessionOrleans.Rules;

/// <summary>What a session is to do, plain to see: one value, one holder, one line. It knows no records, no saves and no storage.</summary>
internal sealed class SessionModel(LockEnforcement enforcement)
{
    private readonly List<(LockRequest Request, TimeSpan Heard)> _line = [];
    private readonly HashSet<Guid> _sentAway = [];
    private (WriteRequest Write, long Version, string? Owner, SessionLifetime Life)? _session;
    private (LockRequest Request, long Token, DateTimeOffset Until, TimeSpan Ends, TimeSpan? ClaimBy)? _lock;
    private long _endedToken;
    private long _lastVersion;
    private Now _now;

    public IEnumerable<Guid> Line => _line.SkipWhile(IsDead).Select(place => place.Request.Attempt);

    public long? Token => Holder?.Token;

    public long? Version => _session?.Version;

    private (LockRequest Request, long Token, DateTimeOffset Until, TimeSpan Ends, TimeSpan? ClaimBy)? Holder =>
        _lock is { } held && _now.Elapsed < held.Ends && !(held.ClaimBy <= _now.Elapsed) ? held : null;

    /// <summary>Time goes on.</summary>
    public void Advance(Now now)
    {
        _now = now;
        if (_session?.Life.IsOver(now.Time) is true)
            End();
    }

    /// <summary>Each turn begins so: the dead at the head of the line lose their place.</summary>
    public void BeginTurn()
    {
        while (_line.Count > 0 && IsDead(_line[0]))
            _line.RemoveAt(0);
    }

    public Outcome Read()
    {
        if (_session is { } session)
            _session = session with { Life = session.Life.Read(_now.Time) };
        return _session is null ? Outcome.Absent : Outcome.Done;
    }

    /// <param name="write">The write.</param>
    /// <param name="version">The version it got, if it was done.</param>
    public Outcome Write(WriteRequest write, long version)
    {
        if (write.FencingToken != 0 && write.FencingToken == _endedToken)
            return Outcome.Ended;
        if (_session is { } there && there.Write.WriteId == write.WriteId)
            return Outcome.Done;
        if (write.FencingToken != 0 && write.FencingToken != Token)
            return Outcome.LockLost;
        if (write.FencingToken == 0 && enforcement is LockEnforcement.Strict && (Holder is not null || _line.Count > 0))
            return Holder is { Request.Purpose: LockPurpose.Hold } ? Outcome.Locked : Outcome.MustQueue;
        var holds = write.Condition switch
        {
            ConditionKind.IfAbsent => _session is null,
            ConditionKind.IfPresent => _session is not null,
            ConditionKind.IfVersion => _session?.Version == write.ConditionVersion,
            _ => write.Condition is ConditionKind.None,
        };
        if (!holds)
            return Outcome.ConditionFailed;
        if (_session is { } other && write.Owner is not null && write.Owner != other.Owner)
            return Outcome.OwnerDiffers;

        Grow(version);
        var life = _session?.Life.Write(_now.Time, write.Lifetime) ?? SessionLifetime.Begin(_now.Time, write.Lifetime);
        _session = (write, version, _session is { } before ? before.Owner : write.Owner, life);
        _lock = Holder is { } holder ? holder with { ClaimBy = write.FencingToken == 0 ? holder.ClaimBy : null } : null;
        if (write.Release)
            HandOn(version);
        return Outcome.Done;
    }

    public Outcome Extend(TimeSpan? timeToLive)
    {
        if (_session is not { } session)
            return Outcome.Absent;
        _session = session with { Life = session.Life.Extend(_now.Time, timeToLive) };
        return Outcome.Done;
    }

    public Outcome Remove()
    {
        if (_session is null)
            return Outcome.Absent;
        End();
        return Outcome.Done;
    }

    /// <param name="request">The attempt.</param>
    /// <param name="token">The token it got, if it was granted.</param>
    public Outcome Acquire(LockRequest request, long token)
    {
        if (Holder is { } holder && holder.Request.Attempt == request.Attempt)
        {
            Assert.Equal(holder.Token, token);
            _lock = holder with { ClaimBy = null };
            return Outcome.Granted;
        }

        if (_sentAway.Contains(request.Attempt))
            return Outcome.Ended;
        if (Holder is null && (_line.Count == 0 || _line[0].Request.Attempt == request.Attempt))
        {
            _line.RemoveAll(place => place.Request.Attempt == request.Attempt);
            Grant(request, token, claimBy: null);
            return Outcome.Granted;
        }

        return request.Queue ? StandInLine(request) : Outcome.Held;
    }

    public Outcome Wait(LockRequest request)
    {
        if (Holder?.Request.Attempt == request.Attempt)
            return Outcome.Granted;
        if (_line.Any(place => place.Request.Attempt == request.Attempt))
            return StandInLine(request);
        return _sentAway.Contains(request.Attempt) ? Outcome.Ended : Holder is null || !request.Queue ? Outcome.Gone : StandInLine(request);
    }

    public void Abandon(LockRequest request, long version)
    {
        if (_line.RemoveAll(place => place.Request.Attempt == request.Attempt) == 0)
            _sentAway.Add(request.Attempt);
        BeginTurn();
        if (Holder?.Request.Attempt == request.Attempt)
            HandOn(version);
    }

    public Outcome Renew(long token)
    {
        if (Holder is not { } holder || holder.Token != token)
            return token != 0 && token == _endedToken ? Outcome.Ended : Outcome.Gone;
        var lease = holder.Request.Lease;
        _lock = holder with { Until = _now.Time + lease, Ends = _now.Elapsed + lease, ClaimBy = null };
        return Outcome.Done;
    }

    /// <param name="token">Null: whoever holds it.</param>
    /// <param name="version">The version of the save, which is the next one's token.</param>
    public Outcome Release(long? token, long version)
    {
        if (Holder is not { } holder || (token ?? holder.Token) != holder.Token)
            return Outcome.Gone;
        HandOn(version);
        return Outcome.Done;
    }

    /// <summary>The lock came free by itself.</summary>
    public void Look(long version)
    {
        if (Holder is null && _line.Count > 0)
            HandOn(version);
    }

    /// <summary>The activation is gone, waiters with it; what was saved of the holder comes back with a second's grace.</summary>
    public void Crash()
    {
        _line.Clear();
        _sentAway.Clear();
        _endedToken = 0;
        if (_lock is { } held)
            _lock = held with { Ends = _now.Elapsed + (held.Until - _now.Time) + CallTimings.RestoredLease, ClaimBy = null };
    }

    private bool IsDead((LockRequest Request, TimeSpan Heard) place) => _now.Elapsed - place.Heard >= CallTimings.WaiterSilence;

    private void HandOn(long token)
    {
        _lock = null;
        if (_line.Count == 0)
            return;
        var (next, _) = _line[0];
        _line.RemoveAt(0);
        Grant(next, token, _now.Elapsed + CallTimings.Claim);
    }

    private void Grant(LockRequest request, long token, TimeSpan? claimBy)
    {
        Grow(token);
        _lock = (request, token, _now.Time + request.Lease, _now.Elapsed + request.Lease, claimBy);
    }

    private Outcome StandInLine(LockRequest request)
    {
        var at = _line.FindIndex(place => place.Request.Attempt == request.Attempt);
        if (at >= 0)
            _line[at] = (request, _now.Elapsed);
        else
            _line.Add((request, _now.Elapsed));
        return Outcome.Pending;
    }

    private void End()
    {
        if (_lock is not null || _line.Count > 0)
        {
            _endedToken = _lock?.Token ?? _endedToken;
            _sentAway.Clear();
            _sentAway.UnionWith(_line.Select(place => place.Request.Attempt));
            _line.Clear();
        }

        (_session, _lock) = (null, null);
    }

    /// <summary>Versions and tokens only grow. A write that releases gives the next one its own version as token.</summary>
    private void Grow(long version)
    {
        Assert.True(version >= _lastVersion, $"{version} came after {_lastVersion}.");
        _lastVersion = version;
    }
}
