using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class LockCheckerTests
{
    [Fact]
    public void Check_OneAfterTheOther_FindsNothing() => Found([],
        Calls.Grant(0, 1, 1), Calls.FencedWrite(1, 2, 1, "a", 2), Calls.Release(
            2, 3, 1, believedUntil: 2), Calls.Grant(0, 3, 4), Calls.Release(4, 5, 4));

    [Fact]
    public void Check_GrantedWhileTheOtherLetsGo_FindsNothing() =>
        Found([], Calls.Grant(0, 1, 1), Calls.Release(1.1, 2, 1), Calls.Grant(0, 1.2, 2));

    [Fact]
    public void Check_GrantedWithinTheLease_IsDouble() => Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(0, 2.5, 2));

    [Fact]
    public void Check_GrantedAfterTheLeaseOfADeadHolder_FindsNothing() => Found([], Calls.Grant(0, 1, 1), Calls.Grant(0, 3, 2));

    [Fact]
    public void Check_GrantedBeforeTheOtherLetGo_IsDoubleWithinTheLease() =>
        Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(0, 2, 2), Calls.Release(2.5, 2.6, 1));

    [Fact]
    public void Check_GrantedWhileTheHolderStillRenewed_IsDouble() =>
        Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(0, 5, 2), Calls.Release(6, 7, 1, believedUntil: 6));

    [Fact]
    public void Check_GrantedAfterAPausedHolderLastBelieved_FindsNothing() =>
        Found([], Calls.Grant(0, 1, 1), Calls.Grant(0, 5, 2), Calls.Release(60, 61, 1, believedUntil: 4));

    [Fact]
    public void Check_GrantedOnceTheHolderWasToldOfItsLoss_FindsNothing()
    {
        var release = Calls.Release(2.5, 2.6, 1) with { LostAt = TimeSpan.FromSeconds(1.2) };

        Found([], Calls.Grant(0, 1, 1), Calls.Grant(0, 1.5, 2), release);
        Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(0, 1.05, 2), release);
    }

    [Fact]
    public void Check_OneTokenTwice_IsDouble() => Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(0, 1, 1));

    [Fact]
    public void Check_LaterGrantWithASmallerToken_Regressed() =>
        Found([Fault.TokenRegression], Calls.Grant(0, 1, 5), Calls.Release(1, 2, 5), Calls.Grant(8, 9, 4));

    [Fact]
    public void Check_WriteUnderAnOldToken_IsDouble()
    {
        Found([Fault.DoubleGrant], Calls.Grant(0, 1, 1), Calls.Grant(4, 5, 2), Calls.FencedWrite(6, 7, 1, "late", 3));
        Found([], Calls.Grant(0, 1, 1), Calls.Grant(4, 5, 2), Calls.FencedWrite(6, 7, 1, "late", 3).Refused());
        Found([], Calls.Grant(0, 1, 1), Calls.FencedWrite(2, 7, 1, "in time", 3), Calls.Grant(4, 5, 2));
    }

    private static void Found(Fault[] faults, params Operation[] operations) =>
        Assert.Equal(faults, LockChecker.Check(operations).Select(finding => finding.Fault));
}
