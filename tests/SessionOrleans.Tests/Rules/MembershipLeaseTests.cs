using SessionOrleans.Hosting;
using SessionOrleans.Membership;

namespace SessionOrleans.Rules;

/// <summary>When a silo may trust that it is a member of its cluster.</summary>
public class MembershipLeaseTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Certain = MembershipTimings.CertainFor;
    private static readonly TimeSpan Pause = MembershipTimings.LongestPause;
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void IsCertain_BeforeTheFirstLook_IsFalse() => Assert.False(MembershipLease.At(After(0)).IsCertain(After(0)));

    [Fact]
    public void IsCertain_WithOthers_LastsFromWhenTheLookWasSent()
    {
        var lease = MembershipLease.At(After(0)).Found(sent: After(1), isAlone: false).Beat(After(4), hasCompany: true);

        Assert.True(lease.IsCertain(At(TimeSpan.FromSeconds(1) + Certain - Blink)));
        Assert.False(lease.IsCertain(At(TimeSpan.FromSeconds(1) + Certain)));
    }

    [Fact]
    public void IsCertain_AfterTheMonotonicClockStoodStill_GoesByTheWallClock()
    {
        var lease = MembershipLease.At(After(0)).Found(After(0), isAlone: false);

        Assert.False(lease.IsCertain(new DualTimestamp(TimeSpan.FromSeconds(1), Epoch + Certain)));
    }

    [Fact]
    public void IsCertain_AfterTheWallClockWasSetBack_GoesByTheMonotonicClock()
    {
        var lease = MembershipLease.At(After(0)).Found(After(0), isAlone: false);

        Assert.False(lease.IsCertain(new DualTimestamp(Certain, Epoch.AddHours(-1))));
    }

    [Fact]
    public void IsCertain_AloneAndAwake_OutlastsTheLook()
    {
        var lease = MembershipLease.At(After(0)).Found(After(0), isAlone: true);
        for (var second = 1; second <= 600; second++)
            lease = lease.Beat(After(second), hasCompany: false);

        Assert.True(lease.IsCertain(After(600)));
    }

    [Fact]
    public void IsCertain_AloneAndJustResumed_IsFalseBeforeAnythingElseRan()
    {
        var lease = MembershipLease.At(After(0)).Found(After(0), isAlone: true).Beat(After(1), hasCompany: false);

        Assert.True(lease.IsCertain(After(2)));
        Assert.False(lease.IsCertain(At(TimeSpan.FromSeconds(1) + Pause)));
    }

    [Fact]
    public void IsCertain_AloneAfterAPause_WaitsForALookSentAfterIt()
    {
        var resumed = MembershipLease.At(After(0)).Found(After(0), isAlone: true).Beat(After(45), hasCompany: false);

        Assert.False(resumed.IsCertain(After(45)));
        Assert.False(resumed.Found(sent: After(1), isAlone: true).IsCertain(After(46)));
        Assert.True(resumed.Found(sent: After(45), isAlone: true).Beat(After(50), hasCompany: false).IsCertain(After(50)));
    }

    [Fact]
    public void IsCertain_AloneUntilSomebodyWasHeardOf_IsFalseOnceTheLookIsOld()
    {
        var lease =
            MembershipLease.At(After(0)).Found(After(0), isAlone: true).Beat(After(1), hasCompany: true).Beat(After(2), hasCompany: false);

        Assert.True(lease.IsCertain(After(2)));
        Assert.False(lease.IsCertain(After(5)));
    }

    [Fact]
    public void IsCertain_AnOlderLookAnsweredLate_ChangesNothing()
    {
        var lease = MembershipLease.At(After(0)).Found(After(10), isAlone: false);

        Assert.Same(lease, lease.Found(After(5), isAlone: true));
    }

    [Fact]
    public void IsCertain_Revoked_IsFalseForGood()
    {
        var lease = MembershipLease.At(After(0)).Found(After(0), isAlone: true).Revoke().Found(After(1), isAlone: true);

        Assert.False(lease.IsCertain(After(1)));
    }

    [Fact]
    public void Timings_LeaveNoGapBetweenOneSilosTrustAndAnothersTakingOver()
    {
        Assert.True(MembershipTimings.Revocation > MembershipTimings.CertainFor + CallTimings.SaveLapse);
        Assert.True(
            MembershipTimings.Watch - MembershipTimings.Publishing + MembershipTimings.Revocation
            > MembershipTimings.LongestPause + CallTimings.SaveLapse);
        Assert.True(MembershipTimings.CertainFor > 2 * MembershipTimings.Heartbeat);
        Assert.True(MembershipTimings.LongestJoin > MembershipTimings.Watch + MembershipTimings.Revocation + TimeSpan.FromSeconds(10));
    }

    private static DualTimestamp After(int seconds) => At(TimeSpan.FromSeconds(seconds));

    private static DualTimestamp At(TimeSpan elapsed) => new(elapsed, Epoch + elapsed);
}
