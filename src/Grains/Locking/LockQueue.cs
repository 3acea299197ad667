using System.Collections.Immutable;
using SessionOrleans.Hosting;

namespace SessionOrleans.Locking;

/// <summary>
/// Who waits for a session's lock in which order, and how long its holder has it (G5, G6): what an activation knows beside the record, in
/// which the holder itself is. Immutable and pure: every rule takes <c>now</c>, a time on a clock that never jumps.
/// </summary>
internal sealed record LockQueue
{
    /// <summary>Nobody holds, nobody waits.</summary>
    public static readonly LockQueue Empty = new();

    private ImmutableHashSet<Guid> SentAway { get; init; } = [];

    /// <summary>The token of the lock that went with its session; 0: none did.</summary>
    private long EndedToken { get; init; }

    private TimeSpan LeaseEnds { get; init; }

    private TimeSpan? ClaimBy { get; init; }

    /// <summary>Who waits, in order; dead ones included until they are the first.</summary>
    public ImmutableArray<LockWaiter> Waiters { get; private init; } = [];


    /// <summary>When the holder has it no longer, unless it renews, or claims what it waited for.</summary>
    public TimeSpan EndsAt => ClaimBy < LeaseEnds ? ClaimBy.Value : LeaseEnds;

    public bool IsFull => Waiters.Length >= SessionLimits.MaxWaitersPerLock;

    /// <summary>The first in line; null: nobody waits.</summary>
    public LockWaiter? First => Waiters.IsEmpty ? null : Waiters[0];

    /// <summary>What is left of the holder's lease, for one who knows of it; never more than a lease.</summary>
    public TimeSpan Left(LockHolder holder, TimeSpan now) => LeaseEnds - now < holder.Lease ? LeaseEnds - now : holder.Lease;

    /// <summary>The attempt's place; null when it has none.</summary>
    public LockWaiter? Find(Guid attempt) => IndexOf(attempt) is var at and >= 0 ? Waiters[at] : null;

    /// <summary>
    /// Whether the attempt waited when the session ended, or was given up: its asking, should it still be on its way, comes too late.
    /// </summary>
    public bool WasSentAway(Guid attempt) => SentAway.Contains(attempt);

    /// <summary>Whether this was the token of the lock that went with its session.</summary>
    public bool HasEnded(long token) => token != 0 && token == EndedToken;

    /// <summary>At the end of the line; or, where it has its place, with a sign of life.</summary>
    public LockQueue With(LockRequest request, TimeSpan now) => IndexOf(request.Attempt) is var at and >= 0
        ? this with { Waiters = Waiters.SetItem(at, Waiters[at] with { LastHeard = now }) }
        : this with { Waiters = Waiters.Add(new(request, now, now)) };

    /// <summary>Without the dead before the first alive: they lost their place.</summary>
    public LockQueue WithoutSilent(TimeSpan now)
    {
        var dead = 0;
        while (dead < Waiters.Length && Waiters[dead].IsSilent(now))
            dead++;
        return dead == 0 ? this : this with { Waiters = Waiters.RemoveRange(0, dead) };
    }

    /// <summary>The attempt gave up: its place is gone, or, where it has none, it is not let in any more.</summary>
    public LockQueue Without(Guid attempt)
    {
        if (IndexOf(attempt) is var at and >= 0)
            return this with { Waiters = Waiters.RemoveAt(at) };
        return this with { SentAway = (SentAway.Count < SessionLimits.MaxWaitersPerLock ? SentAway : []).Add(attempt) };
    }

    /// <summary>A grant was saved: the lease runs from now. One that was waited for has to be claimed.</summary>
    public LockQueue Granted(LockHolder holder, TimeSpan now)
    {
        var at = IndexOf(holder.Attempt);
        return this with
        {
            Waiters = at < 0 ? Waiters : Waiters.RemoveAt(at),
            LeaseEnds = now + holder.Lease,
            ClaimBy = at < 0 ? null : now + CallTimings.Claim,
        };
    }

    /// <summary>The holder showed that it knows of its grant.</summary>
    public LockQueue Claimed() => ClaimBy is null ? this : this with { ClaimBy = null };

    /// <summary>A renewal was saved.</summary>
    public LockQueue Renewed(LockHolder holder, TimeSpan now) => this with { LeaseEnds = now + holder.Lease, ClaimBy = null };

    /// <summary>The lease that another activation granted: <paramref name="remaining"/> is its rest in storage time.</summary>
    public LockQueue Restored(TimeSpan remaining, TimeSpan now) =>
        this with { LeaseEnds = now + remaining + CallTimings.RestoredLease, ClaimBy = null };

    /// <summary>
    /// The session ended, and <paramref name="holder"/>'s lock with it: everybody who waited is sent away, and told so when asking again.
    /// </summary>
    public LockQueue Ended(LockHolder? holder) => holder is null && Waiters.IsEmpty ? this : Empty with
    {
        EndedToken = holder?.FencingToken ?? EndedToken,
        SentAway = [.. Waiters.Select(waiter => waiter.Request.Attempt)],
    };

    private int IndexOf(Guid attempt)
    {
        for (var at = 0; at < Waiters.Length; at++)
        {
            if (Waiters[at].Request.Attempt == attempt)
                return at;
        }

        return -1;
    }
}
