using System.Collections.Immutable;

namespace SessionOrleans.Locking;

/// <summary>What a step did to a lock, for those who are to be told and for those who count.</summary>
/// <param name="Over">Who held it until now; null: nobody did, or the holder has it still.</param>
/// <param name="Loss">How it ended, where it was not given back.</param>
/// <param name="Granted">Who got it; null: nobody.</param>
/// <param name="Waiter">The place in line of whoever got it; null: it had none.</param>
/// <param name="SentAway">Who waited for it in vain.</param>
internal readonly record struct LockChange(
    LockHolder? Over,
    LockLoss? Loss = null,
    LockHolder? Granted = null,
    LockWaiter? Waiter = null,
    ImmutableArray<LockWaiter> SentAway = default)
{
    /// <summary>The session ended, and its lock with it.</summary>
    public static LockChange End(LockHolder? holder, LockQueue queue) =>
        new(holder, holder is null ? null : LockLoss.Ended, SentAway: queue.Waiters);
}
