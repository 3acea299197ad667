using SessionOrleans.Hosting;

namespace SessionOrleans.Cluster;

public sealed class LockGrainTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Acquire_SameAttemptTwice_IsOneGrant()
    {
        var session = NewSession();
        var attempt = Attempt();
        var first = await session.Acquire(attempt);
        var second = await session.Acquire(attempt);
        Assert.Equal((Outcome.Granted, first.FencingToken), (second.Outcome, second.FencingToken));
    }

    [Fact]
    public async Task Lease_Over_NextIsGrantedAndTheOldTokenRefused()
    {
        var session = NewSession();
        var old = await session.Acquire(Attempt(leaseSeconds: 10));
        Fixture.Time.Advance(TimeSpan.FromSeconds(10));
        var next = await session.Acquire(Attempt());
        Assert.Equal(Outcome.Granted, next.Outcome);
        Assert.True(next.FencingToken > old.FencingToken);
        Assert.Equal(Outcome.Gone, (await session.Renew(old.FencingToken)).Outcome);
        Assert.Equal(Outcome.LockLost, (await session.Write(Value("late") with { FencingToken = old.FencingToken })).Outcome);
        Assert.Equal(Outcome.Gone, (await session.Release(old.FencingToken)).Outcome);
    }

    [Fact]
    public async Task Lease_OverWithNobodyWaiting_APlainWriteGoesThrough()
    {
        var session = NewSession();
        await session.Acquire(Attempt(leaseSeconds: 10));
        Assert.Equal(Outcome.Locked, (await session.Write(Value("a"))).Outcome);
        Fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Outcome.Done, (await session.Write(Value("a"))).Outcome);
    }

    [Fact]
    public async Task Renew_Held_StartsTheLeaseAnew()
    {
        var session = NewSession();
        var held = await session.Acquire(Attempt(leaseSeconds: 10));
        Fixture.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(Outcome.Done, (await session.Renew(held.FencingToken)).Outcome);
        Fixture.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(Outcome.Pending, (await session.Acquire(Attempt())).Outcome);
    }

    [Fact]
    public async Task Wait_Parked_IsWokenByTheRelease()
    {
        var session = NewSession();
        var held = await session.Acquire(Attempt());
        var attempt = Attempt();
        Assert.Equal(Outcome.Pending, (await session.Acquire(attempt)).Outcome);
        var parked = session.Wait(attempt).AsTask();
        await session.Release(held.FencingToken);
        var grant = await parked;
        Assert.Equal(Outcome.Granted, grant.Outcome);
        Assert.True(grant.FencingToken > held.FencingToken);
    }

    [Fact]
    public async Task Wait_GrantCameBetweenTwoPolls_IsFoundByTheNext()
    {
        var session = NewSession();
        var held = await session.Acquire(Attempt());
        var attempt = Attempt();
        await session.Acquire(attempt);
        await session.Release(held.FencingToken);
        Assert.Equal(Outcome.Granted, (await session.Wait(attempt)).Outcome);
    }

    [Fact]
    public async Task Grant_NotClaimedInTime_PassesToTheNext()
    {
        var session = NewSession();
        var held = await session.Acquire(Attempt());
        var (dead, alive) = (Attempt(), Attempt());
        await session.Acquire(dead);
        await session.Acquire(alive);
        await session.Release(held.FencingToken);
        Fixture.Time.Advance(CallTimings.Claim);
        Assert.Equal(Outcome.Granted, (await session.Acquire(alive)).Outcome);
        Assert.Equal(Outcome.Pending, (await session.Acquire(dead)).Outcome);
    }

    [Fact]
    public async Task Grant_ClaimedLate_TellsWhatIsLeftOfItsLease()
    {
        var session = NewSession();
        var held = await session.Acquire(Attempt());
        var attempt = Attempt(leaseSeconds: 10);
        await session.Acquire(attempt);
        await session.Release(held.FencingToken);
        Fixture.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(30), held.Left);
        Assert.Equal(TimeSpan.FromSeconds(8), (await session.Acquire(attempt)).Left);
    }

    [Fact]
    public async Task Abandon_GrantedAttempt_FreesTheLock()
    {
        var session = NewSession();
        var attempt = Attempt();
        await session.Acquire(attempt);
        await session.Abandon(attempt.Attempt);
        Assert.Equal(Outcome.Granted, (await session.Acquire(Attempt())).Outcome);
    }

    [Fact]
    public async Task Acquire_AttemptThatWasGivenUpBefore_IsNotGranted()
    {
        var session = NewSession();
        var attempt = Attempt();
        await session.Abandon(attempt.Attempt);
        Assert.NotEqual(Outcome.Granted, (await session.Acquire(attempt)).Outcome);
        Assert.Equal(Outcome.Granted, (await session.Acquire(Attempt())).Outcome);
    }

    [Fact]
    public async Task Acquire_StorageFailed_GrantsNothing()
    {
        var session = NewSession();
        await session.Read();
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.ThrowThenNothing);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unavailable, (await session.Acquire(Attempt())).Outcome);
        Assert.Equal(Outcome.Granted, (await session.Acquire(Attempt())).Outcome);
    }

    [Fact]
    public async Task Acquire_StorageFailedAfterTheWork_TheSameAttemptFindsItsGrant()
    {
        var session = NewSession();
        var attempt = Attempt();
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.WorkThenThrow);
        Assert.Equal(Outcome.Unavailable, (await session.Acquire(attempt)).Outcome);
        Assert.Equal(Outcome.Pending, (await session.Acquire(Attempt())).Outcome);
        Assert.Equal(Outcome.Granted, (await session.Acquire(attempt)).Outcome);
    }
}
