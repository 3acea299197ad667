using SessionOrleans.Locking;

namespace SessionOrleans.Rules;

public sealed class LockQueueTests
{
    private static readonly DateTimeOffset Wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly LockQueue _queue = new();
    private long _token;

    [Fact]
    public void Ask_Free_Grants() => Assert.Equal(LockVerdict.Grant, _queue.Ask(Attempt(), TimeSpan.Zero));

    [Fact]
    public void Ask_HeldWithoutQueueing_IsHeld()
    {
        Grant(Attempt(), 0);
        Assert.Equal(LockVerdict.Held, _queue.Ask(Attempt() with { Queue = false }, At(1)));
        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void Ask_SameAttemptAgain_KeepsGrantAndPlace()
    {
        var (holder, first, second) = (Attempt(), Attempt(), Attempt());
        Grant(holder, 0);
        Assert.Equal(LockVerdict.Waits, _queue.Ask(first, At(1)));
        Assert.Equal(LockVerdict.Waits, _queue.Ask(second, At(1)));
        Assert.Equal(LockVerdict.Waits, _queue.Ask(first, At(2)));
        Assert.Equal(LockVerdict.Holds, _queue.Ask(holder, At(2)));
        Assert.Equal(2, _queue.Waiting);
        Assert.Equal(first, _queue.NextInLine(At(2)));
    }

    [Fact]
    public void NextInLine_SilentWaiter_IsSkipped()
    {
        var (silent, alive) = (Attempt(), Attempt());
        Grant(Attempt(), 0);
        _queue.Ask(silent, At(0));
        _queue.Ask(alive, At(5));
        Assert.Equal(alive, _queue.NextInLine(At(6)));
        Assert.Equal(1, _queue.Waiting);
    }

    [Fact]
    public void Grant_NotClaimed_PassesOn()
    {
        var waiter = Attempt();
        Grant(Attempt(), 0);
        _queue.Ask(waiter, At(1));
        _queue.Freed();
        Grant(waiter, 2);
        Assert.NotNull(_queue.HolderAt(At(4.9)));
        Assert.Null(_queue.HolderAt(At(5)));
    }

    [Fact]
    public void Grant_Claimed_LastsItsLease()
    {
        var waiter = Attempt();
        Grant(Attempt(), 0);
        _queue.Ask(waiter, At(1));
        _queue.Freed();
        Grant(waiter, 2);
        _queue.Claimed();
        Assert.NotNull(_queue.HolderAt(At(31.9)));
        Assert.Null(_queue.HolderAt(At(32)));
    }

    [Fact]
    public void Restored_LeaseOfAnotherActivation_CountsASecondLonger()
    {
        _queue.Restored(LockHolder.Grant(Attempt(), Wall) with { FencingToken = 5 }, remaining: TimeSpan.FromSeconds(10), now: At(100));
        Assert.NotNull(_queue.HolderAt(At(110.9)));
        Assert.Null(_queue.HolderAt(At(111)));
    }

    [Fact]
    public void Restored_OwnGrantAgain_KeepsTheMonotonicEnd()
    {
        Grant(Attempt(), 0);
        _queue.Restored(_queue.HolderAt(At(1)), remaining: TimeSpan.FromHours(1), now: At(1));
        Assert.Null(_queue.HolderAt(At(30)));
    }

    [Fact]
    public void Ask_FullLine_IsTold()
    {
        Grant(Attempt(), 0);
        for (var i = 0; i < SessionLimits.MaxWaitersPerLock; i++)
            Assert.Equal(LockVerdict.Waits, _queue.Ask(Attempt(), At(1)));
        Assert.Equal(LockVerdict.Full, _queue.Ask(Attempt(), At(1)));
    }

    [Fact]
    public void End_Waiters_AreSentAwayAndTheLockIsFree()
    {
        var waiter = Attempt();
        Grant(Attempt(), 0);
        _queue.Ask(waiter, At(1));
        Assert.Equal(waiter, Assert.Single(_queue.End()).Request);
        Assert.Null(_queue.HolderAt(At(1)));
        Assert.Equal(LockVerdict.Ended, _queue.Ask(waiter, At(1)));
        Assert.Equal(LockVerdict.Grant, _queue.Ask(Attempt(), At(1)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LockRequest Attempt() => new(Guid.NewGuid(), TimeSpan.FromSeconds(30), LockPurpose.Hold, Queue: true);

    private void Grant(LockRequest request, double seconds) =>
        _queue.Granted(LockHolder.Grant(request, Wall) with { FencingToken = ++_token }, At(seconds));
}
