using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class LifetimeCheckerTests
{
    [Fact]
    public void Check_ThereBeforeAndGoneAfter_FindsNothing() => Found([],
        Calls.Brief(0, 1, "a", 1, timeToLive: 5), Calls.Read(2, 3, "a", 1), Calls.Read(5.5, 6, "a", 1), Calls.Read(6.2, 7, null, 0));

    [Fact]
    public void Check_AroundTheDeadline_EitherIsFine() => Found([],
        Calls.Brief(0, 1, "a", 1, timeToLive: 5), Calls.Read(4.8, 5.2, null, 0), Calls.Read(5.9, 9, "a", 1));

    [Fact]
    public void Check_ServedAfterTheDeadline_IsLate() =>
        Found([Fault.LateRead], Calls.Brief(0, 1, "a", 1, timeToLive: 5), Calls.Read(6.2, 6.3, "a", 1));

    [Fact]
    public void Check_GoneBeforeTheDeadline_IsEarly() =>
        Found([Fault.EarlyExpiration], Calls.Brief(0, 1, "a", 1, timeToLive: 5), Calls.Read(2, 4.8, null, 0));

    [Fact]
    public void Check_GoneWhileAShorterWriteMayHaveComeAfter_FindsNothing()
    {
        Found([], Calls.Brief(0, 1, "a", 1, timeToLive: 50), Calls.Brief(2, 3, "b", 2, timeToLive: 1), Calls.Read(9, 10, null, 0));
        Found(
            [], Calls.Brief(0, 1, "a", 1, timeToLive: 50), Calls.Brief(2, 3, "b", 0, timeToLive: 1).InDoubt(), Calls.Read(9, 10, null, 0));
        Found([], Calls.Brief(0, 1, "a", 1, timeToLive: 50), Calls.Brief(
            2, 3, "b", 0, timeToLive: 1).NeverAnswered(), Calls.Read(9, 10, null, 0));
    }

    [Fact]
    public void Check_GoneWhileNothingShorterCameAfter_IsEarly()
    {
        Found([Fault.EarlyExpiration], Calls.Brief(0, 1, "a", 1, timeToLive: 1), Calls.Brief(
            2, 3, "b", 2, timeToLive: 50), Calls.Read(9, 10, null, 0));
        Found([Fault.EarlyExpiration], Calls.Brief(2, 3, "a", 2, timeToLive: 50), Calls.Brief(
            2, 3, "b", 0, timeToLive: 1).Refused(), Calls.Read(9, 10, null, 0));
        Found([Fault.EarlyExpiration], Calls.Brief(0, 1, "a", 0, timeToLive: 10).InDoubt(), Calls.Brief(
            2, 3, "b", 2, timeToLive: 50), Calls.Read(9, 10, null, 0));
    }

    [Fact]
    public void Check_ValueOfAWriteInDoubt_HasNoDeadlineToJudge() =>
        Found([], Calls.Brief(0, 1, "a", 0, timeToLive: 1).InDoubt(), Calls.Read(9, 10, "a", 1));

    private static void Found(Fault[] faults, params Operation[] operations) =>
        Assert.Equal(faults, LifetimeChecker.Check(operations).Select(finding => finding.Fault));
}
