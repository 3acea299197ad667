using SessionOrleans.Hosting;
using SessionOrleans.Membership;

namespace SessionOrleans.Rules;

/// <summary>The times of calls, locks and saves fit each other.</summary>
public sealed class CallTimingsTests
{
    [Fact]
    public void Told_SilentSilo_IsAfterItsCallWasGivenUp() =>
        Assert.True(CallTimings.Answer + CallTimings.AnswerLook <= CallTimings.Told);

    [Fact]
    public void Told_CallThatIsBegunAgain_IsAfterItWasGivenUp()
    {
        Assert.True(CallTimings.Patience + CallTimings.Pause < CallTimings.GiveUp);
        Assert.True(CallTimings.GiveUp < CallTimings.Told);
        Assert.True(CallTimings.Turn < CallTimings.Told);
    }

    [Fact]
    public void Told_StorageThatAnswersNothing_IsAfterOneReadAndOneSave()
    {
        Assert.True(CallTimings.StorageAnswer + CallTimings.SaveGiveUp < CallTimings.Told);
        Assert.True(CallTimings.StorageOutage < CallTimings.StorageAnswer);
    }

    /// <summary>A write in doubt is decided by who serves its session then.</summary>
    [Fact]
    public void AskAfter_SiloThatStandsStillOrIsLost_IsLongerThanThatLasts()
    {
        var membership = new Orleans.Configuration.ClusterMembershipOptions();
        MembershipTimings.Apply(membership);
        var declaredDead = (membership.NumMissedProbesLimit + 1) * membership.ProbeTimeout;
        Assert.True(CallTimings.AskAfter > MembershipTimings.LongestPause + CallTimings.Answer);
        Assert.True(CallTimings.AskAfter > declaredDead + CallTimings.Answer + CallTimings.AnswerLook);
        Assert.True(CallTimings.LockOutage > CallTimings.AskAfter);
    }

    [Fact]
    public void SaveGiveUp_SaveInDoubt_IsDecidedByThen()
    {
        Assert.True(CallTimings.SaveLapse < CallTimings.SaveGiveUp);
        Assert.True(CallTimings.StorageAnswer <= CallTimings.SaveGiveUp);
        Assert.True(CallTimings.StagedLife > CallTimings.SaveGiveUp);
        Assert.True(MembershipTimings.Revocation >= CallTimings.SaveGiveUp);
    }

    [Fact]
    public void Park_WaiterThatAsksAgain_IsNotSilentAndNotLate()
    {
        Assert.True(CallTimings.Park < CallTimings.Answer);
        Assert.True(CallTimings.Park + CallTimings.Answer <= CallTimings.WaiterSilence);
        Assert.True(CallTimings.Claim < CallTimings.UpdateLease);
        Assert.True(CallTimings.RestoredLease < CallTimings.UpdateLease);
    }

    /// <summary>What stands still gives its places up before those who wait for one are turned away.</summary>
    [Fact]
    public void Place_OfASilentCall_IsFreeBeforeOthersAreTurnedAway() => Assert.True(2 * CallTimings.Place < CallTimings.Turn);
}
