using SessionOrleans.Hosting;

namespace SessionOrleans.Rules;

public sealed class LockQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public void With_SameAttemptAgain_KeepsItsPlace()
    {
        var (first, second) = (Attempt(), Attempt());
        var queue = LockQueue.Empty.With(first, At(1)).With(second, At(1)).With(first, At(2));
        Assert.Equal([first, second], queue.Waiters.Select(waiter => waiter.Request));
        Assert.Equal((At(1), At(2)), (queue.First!.Since, queue.First.LastHeard));
    }

    [Fact]
    public void With_SameAttemptAgain_WakesTheCallThatParkedBefore()
    {
        var attempt = Attempt();
        var parked = LockQueue.Empty.With(attempt, At(0));
        parked.With(attempt, At(1)).First!.Tell(Reply.Ended);
        Assert.True(parked.First!.Answer.IsCompletedSuccessfully);
    }

    [Fact]
    public void WithoutSilent_SilentWaiter_IsSkipped()
    {
        var (silent, alive) = (Attempt(), Attempt());
        var queue = LockQueue.Empty.With(silent, At(0)).With(alive, At(5));
        Assert.Same(queue, queue.WithoutSilent(At(5.9)));
        Assert.Equal(alive, Assert.Single(queue.WithoutSilent(At(6)).Waiters).Request);
    }

    [Fact]
    public void Granted_NotClaimed_EndsSoon()
    {
        var waiter = Attempt();
        var queue = LockQueue.Empty.With(waiter, At(1)).Granted(Held(waiter), At(2));
        Assert.Equal(At(2) + CallTimings.Claim, queue.EndsAt);
        Assert.Empty(queue.Waiters);
    }

    [Fact]
    public void Granted_Claimed_LastsItsLease()
    {
        var waiter = Attempt();
        Assert.Equal(At(32), LockQueue.Empty.With(waiter, At(1)).Granted(Held(waiter), At(2)).Claimed().EndsAt);
    }

    [Fact]
    public void Granted_WhoDidNotWait_NeedNotClaim() => Assert.Equal(At(32), LockQueue.Empty.Granted(Held(Attempt()), At(2)).EndsAt);

    [Fact]
    public void Renewed_GrantNotClaimedYet_LastsItsLease()
    {
        var waiter = Attempt();
        var queue = LockQueue.Empty.With(waiter, At(1)).Granted(Held(waiter), At(2)).Renewed(Held(waiter), At(4));
        Assert.Equal(At(34), queue.EndsAt);
    }

    [Fact]
    public void Restored_LeaseOfAnotherActivation_CountsASecondLonger() =>
        Assert.Equal(At(111), LockQueue.Empty.Restored(TimeSpan.FromSeconds(10), At(100)).EndsAt);

    [Fact]
    public void Left_RestoredLease_IsNeverMoreThanALease() =>
        Assert.Equal(Lease, LockQueue.Empty.Restored(Lease, At(100)).Left(Held(Attempt()), At(100)));

    [Fact]
    public void IsFull_AsManyAsMayWait_IsFull()
    {
        var queue = LockQueue.Empty;
        for (var i = 0; i < SessionLimits.MaxWaitersPerLock; i++)
        {
            Assert.False(queue.IsFull);
            queue = queue.With(Attempt(), At(1));
        }

        Assert.True(queue.IsFull);
    }

    [Fact]
    public void Without_AttemptNotSeenYet_IsNotLetInLater()
    {
        var attempt = Attempt();
        Assert.True(LockQueue.Empty.Without(attempt.Attempt).WasSentAway(attempt.Attempt));
    }

    [Fact]
    public void Without_Waiter_LosesItsPlaceAndMayAskAgain()
    {
        var attempt = Attempt();
        var queue = LockQueue.Empty.With(attempt, At(1)).Without(attempt.Attempt);
        Assert.Empty(queue.Waiters);
        Assert.False(queue.WasSentAway(attempt.Attempt));
    }

    [Fact]
    public void Ended_Waiters_AreSentAwayAndTheTokenIsKnown()
    {
        var (waiter, holder) = (Attempt(), Held(Attempt()));
        var queue = LockQueue.Empty.Granted(holder, At(0)).With(waiter, At(1)).Ended(holder);
        Assert.Empty(queue.Waiters);
        Assert.True(queue.WasSentAway(waiter.Attempt));
        Assert.True(queue.HasEnded(holder.FencingToken));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LockRequest Attempt() => new(Guid.NewGuid(), Lease, LockPurpose.Hold, Queue: true);

    private static LockHolder Held(LockRequest request) =>
        LockHolder.Grant(request, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)) with { FencingToken = 7 };
}
