using SessionOrleans.Hosting;

namespace SessionOrleans.Rules;

/// <summary>What a session decides, case by case. <see cref="SessionModelTests"/> has all of it together.</summary>
public sealed class SessionStateTests
{
    private static readonly LockRequest Request = new(Guid.NewGuid(), TimeSpan.FromSeconds(30), LockPurpose.Hold, Queue: true);
    private readonly SimulatedSession _session = new(keepsEnded: false);

    [Fact]
    public void Acquire_Free_Grants() => Assert.Equal(Outcome.Granted, Acquire(Attempt()).Outcome);

    [Fact]
    public void Acquire_HeldWithoutQueueing_IsHeldAndTakesNoPlace()
    {
        Acquire(Attempt());
        Assert.Equal(Outcome.Held, Acquire(Attempt() with { Queue = false }).Outcome);
        Assert.Empty(_session.State.Queue.Waiters);
    }

    [Fact]
    public void Acquire_SameAttemptAgain_KeepsGrantAndPlace()
    {
        var (holder, first, second) = (Attempt(), Attempt(), Attempt());
        var token = Acquire(holder).FencingToken;
        Assert.All([first, second, first], waiter => Assert.Equal(Outcome.Pending, Acquire(waiter).Outcome));
        Assert.Equal((Outcome.Granted, token), (Acquire(holder).Outcome, Acquire(holder).FencingToken));
        Assert.Equal([first, second], _session.State.Queue.Waiters.Select(waiter => waiter.Request));
    }

    [Fact]
    public void Acquire_FullLine_IsToldAndWhoStandsInItIsNot()
    {
        Acquire(Attempt());
        var first = Attempt();
        Acquire(first);
        for (var i = 1; i < SessionLimits.MaxWaitersPerLock; i++)
            Assert.Equal(Outcome.Pending, Acquire(Attempt()).Outcome);
        Assert.Equal(Outcome.Busy, Acquire(Attempt()).Outcome);
        Assert.Equal(Outcome.Busy, _session.Wait(Attempt()).Outcome);
        Assert.Equal(Outcome.Pending, Acquire(first).Outcome);
    }

    [Fact]
    public void Release_SomebodyWaits_IsOneSaveThatGrantsToTheNext()
    {
        var next = Attempt();
        var held = Acquire(Attempt());
        Acquire(next);
        var version = _session.Storage.Record.Version;
        Assert.Equal(Outcome.Done, _session.Turn(new FreeCommand(held.FencingToken)).Outcome);
        Assert.Equal(next.Attempt, _session.State.HolderAt(_session.Now)!.Attempt);
        Assert.Equal(version + 1, _session.Storage.Record.Version);
    }

    [Fact]
    public void Release_GrantNobodyClaims_PassesOn()
    {
        var (dead, alive) = (Attempt(), Attempt());
        var held = Acquire(Attempt());
        Acquire(dead);
        Acquire(alive);
        _session.Turn(new FreeCommand(held.FencingToken));
        _session.Advance(CallTimings.Claim - TimeSpan.FromTicks(1));
        Assert.Equal(dead.Attempt, _session.State.HolderAt(_session.Now)!.Attempt);
        _session.Advance(TimeSpan.FromTicks(1));
        _session.Turn(new HandOnCommand());
        Assert.Equal(alive.Attempt, _session.State.HolderAt(_session.Now)!.Attempt);
    }

    [Fact]
    public void Read_OwnGrantAgain_KeepsTheLeaseAsItWasMeasured()
    {
        Acquire(Attempt());
        var state = _session.State;
        var jumped = _session.Now with { Time = _session.Now.Time.AddHours(-1) };
        Assert.Equal(state.Queue.EndsAt, state.Read(_session.Storage.Record, jumped).Queue.EndsAt);
    }

    [Fact]
    public void Crash_LockHeld_CountsASecondBeyondItsSavedEnd()
    {
        Acquire(Attempt());
        _session.Crash();
        Assert.Equal(Outcome.Pending, Acquire(Attempt()).Outcome);
        Assert.Equal(_session.Now.Elapsed + Request.Lease + CallTimings.RestoredLease, _session.State.Queue.EndsAt);
    }

    [Fact]
    public void Expiry_Waiters_AreSentAwayAndTheLockIsFree()
    {
        var waiter = Attempt();
        Write(TimeSpan.FromSeconds(5));
        var held = Acquire(Attempt());
        Acquire(waiter);
        _session.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Outcome.Ended, _session.Turn(new RenewCommand(held.FencingToken)).Outcome);
        Assert.Equal(Outcome.Ended, Acquire(waiter).Outcome);
        Assert.Equal(Outcome.Granted, Acquire(Attempt()).Outcome);
    }

    [Fact]
    public void Expiry_NoTurnSince_AWaitIsNotGranted()
    {
        var holder = Attempt();
        Write(TimeSpan.FromSeconds(5));
        Acquire(holder);
        Assert.Equal(Outcome.Granted, _session.Wait(holder).Outcome);
        _session.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Outcome.Gone, _session.Wait(holder).Outcome);
    }

    [Fact]
    public void At_SessionOver_TellsWhoHeldAndWhoWaited()
    {
        var waiter = Attempt();
        Write(TimeSpan.FromSeconds(5));
        var held = Acquire(Attempt());
        Acquire(waiter);
        var state = _session.State;
        _session.Advance(TimeSpan.FromSeconds(5));
        state.At(_session.Now, keepEnded: true, out var change);
        Assert.Equal((held.FencingToken, LockLoss.Ended), (change.Over!.FencingToken, change.Loss));
        Assert.Equal(waiter, Assert.Single(change.SentAway).Request);
    }

    [Fact]
    public void Saved_GrantToAWaiter_TellsWhoGotItAndWhoLostIt()
    {
        var waiter = Attempt();
        var held = Acquire(Attempt());
        Acquire(waiter);
        var (state, now) = (_session.State, _session.Now);
        var decision = new FreeCommand(held.FencingToken).Decide(state, now);
        var saved = decision.Next!.Saved(held.FencingToken + 1);
        state.Saved(state.ToSave("id", decision.Next!), saved, isClaimed: false, now, out var change);
        Assert.Equal((held.FencingToken, null), (change.Over!.FencingToken, change.Loss));
        Assert.Equal((waiter.Attempt, held.FencingToken + 1), (change.Granted!.Attempt, change.Granted.FencingToken));
        Assert.Equal(waiter, change.Waiter!.Request);
    }

    [Fact]
    public void Saved_LeaseOver_IsALapse()
    {
        Acquire(Attempt());
        _session.Advance(Request.Lease);
        var (state, now) = (_session.State, _session.Now);
        var decision = new AcquireCommand(Attempt()).Decide(state, now);
        state.Saved(state.ToSave("id", decision.Next!), decision.Next!.Saved(long.MaxValue), decision.IsGrant, now, out var change);
        Assert.Equal(LockLoss.Lapsed, change.Loss);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void IsNewerThan_AnotherVersionIsStored_SaysWhetherAnyWasLost(int difference, bool isLost)
    {
        Write(TimeSpan.FromSeconds(5));
        var record = _session.Storage.Record;
        Assert.Equal(isLost, _session.State.IsNewerThan(record with { Version = record.Version + difference }, _session.Now));
    }

    [Fact]
    public void IsNewerThan_NothingStored_IsALossOnlyWithinTheSessionsTime()
    {
        Write(TimeSpan.FromSeconds(5));
        var state = _session.State;
        Assert.True(state.IsNewerThan(SessionRecord.None, _session.Now));
        _session.Advance(TimeSpan.FromSeconds(5));
        Assert.False(state.IsNewerThan(SessionRecord.None, _session.Now));
    }

    [Fact]
    public void LookAgainIn_SomebodyWaits_IsWhenTheLockComesFreeOrTheSessionEnds()
    {
        Acquire(Attempt());
        Assert.Equal(Request.Lease, _session.State.LookAgainIn(_session.Now));
        _session.Turn(new WriteCommand(NewWrite(TimeSpan.FromSeconds(5)), LockEnforcement.Advisory));
        Assert.Equal(TimeSpan.FromSeconds(5), _session.State.LookAgainIn(_session.Now));
    }

    [Fact]
    public void Write_FirstIfAbsent_DoesNotReadAndIsDecidedAgainWhereThereIsOne()
    {
        Write(TimeSpan.FromMinutes(1));
        var there = _session.Storage.Record;
        _session.Crash();
        var write = NewWrite(TimeSpan.FromMinutes(1)) with { Condition = ConditionKind.IfAbsent };
        var refused = _session.Turn(new WriteCommand(write, LockEnforcement.Strict));
        Assert.Equal((Outcome.ConditionFailed, there.Version), (refused.Outcome, refused.Session!.Version));
        Assert.Same(there, _session.Storage.Record);
    }

    private static LockRequest Attempt() => Request with { Attempt = Guid.NewGuid() };

    private static WriteRequest NewWrite(TimeSpan timeToLive) => new()
    {
        Value = [1],
        WriteId = Guid.NewGuid(),
        Lifetime = new(timeToLive, DefaultSliding: false),
    };

    private Reply Acquire(LockRequest request) => _session.Turn(new AcquireCommand(request));

    private void Write(TimeSpan timeToLive) =>
        Assert.Equal(Outcome.Done, _session.Turn(new WriteCommand(NewWrite(timeToLive), LockEnforcement.Strict)).Outcome);
}
