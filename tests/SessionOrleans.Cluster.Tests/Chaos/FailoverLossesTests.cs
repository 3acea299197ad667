using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;
using SessionOrleans.Chaos.Servers;

namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>A failover at second 10 in which the replica had version 2, and the primary version 4.</summary>
public class FailoverLossesTests
{
    private const string Register = "Register-0";

    [Fact]
    public void SetApart_WriteThatTheReplicaLacked_IsCountedAndNoFault() => Found(
        [], lost: 1, Register,
        Calls.Write(1, 2, "a", 2), Calls.Write(3, 4, "b", 4), Calls.Read(5, 6, "b", 4), Calls.Read(11, 12, "a", 2), Calls.Final("a", 2));

    [Fact]
    public void SetApart_WriteThatTheReplicaHad_IsLost() => Found(
        [Fault.StaleRead, Fault.Lost], lost: 0, Register, Calls.Write(0, 1, "a", 1), Calls.Write(1, 2, "b", 2), Calls.Final("a", 1));

    [Fact]
    public void SetApart_WriteAfterTheFailover_IsLost() => Found(
        [Fault.StaleRead, Fault.Lost], lost: 0, Register, Calls.Write(1, 2, "a", 2), Calls.Write(11, 12, "b", 5), Calls.Final("a", 2));

    [Fact]
    public void SetApart_ReadOlderThanWhatTheReplicaHad_IsStale() => Found(
        [Fault.StaleRead], lost: 1, Register,
        Calls.Write(0, 1, "a", 1), Calls.Write(1, 2, "b", 2), Calls.Write(3, 4, "c", 4), Calls.Read(11, 12, "a", 1), Calls.Final("b", 2));

    [Fact]
    public void SetApart_AnotherSession_IsExcusedNothing() => Found(
        [Fault.StaleRead, Fault.Lost], lost: 0, "Register-1", Calls.Write(1, 2, "a", 2), Calls.Write(3, 4, "b", 4), Calls.Final("a", 2));

    [Fact]
    public void SetApart_AdditionThatTheReplicaLacked_MayBeMadeAgain()
    {
        var lost = Calls.Add(3, 4, 2) with { Version = 3 };
        var again = Calls.Add(11, 12, 2) with { Version = 9 };
        Found([], lost: 1, "Counter-0", Calls.Add(1, 2, 1), lost, again, Calls.Final("2", 9));
        Found([Fault.StaleRead, Fault.Lost], lost: 1, "Counter-0", Calls.Add(1, 2, 1), lost, again, Calls.Final("1", 9));
    }

    [Fact]
    public void SetApart_GrantThatTheReplicaLacked_DoesNotHoldAgainstTheNext() => Found(
        [], lost: 1, "Lock-0", Calls.Grant(8, 9, 3), Calls.Grant(9.5, 10.5, 6), Calls.Final(null, 0));

    [Fact]
    public void SetApart_GrantThatTheReplicaHad_HoldsAgainstTheNext() => Found(
        [Fault.DoubleGrant], lost: 0, "Lock-0", Calls.Grant(8, 9, 2), Calls.Grant(9.5, 10.5, 6), Calls.Final(null, 0));

    [Fact]
    public void SetApart_RenewalThatTheReplicaLacked_DoesNotHoldAgainstTheNext()
    {
        Operation[] calls =
            [Calls.Grant(6, 7, 2), Calls.Grant(9, 11, 6), Calls.Release(13, 14, 2, believedUntil: 13), Calls.Final(null, 0)];
        Found([], lost: 0, "Lock-0", new(Kept: 3, Last: 4, Unrenewed: 2), calls);
        Found([Fault.DoubleGrant], lost: 0, "Lock-0", new(Kept: 3, Last: 4, Unrenewed: 0), calls);
    }

    private static void Found(Fault[] expected, int lost, string id, params Operation[] operations) =>
        Found(expected, lost, id, new(Kept: 2, Last: 4, Unrenewed: 0), operations);

    private static void Found(Fault[] expected, int lost, string id, Loss loss, params Operation[] operations)
    {
        var of = id == "Register-1" ? Register : id;
        var failover = new Failover(TimeSpan.FromSeconds(10), new Dictionary<string, Loss> { [of] = loss });

        var judged = FailoverLosses.SetApart([.. operations.Select(operation => operation with { Id = id })], [failover]);

        Assert.Equal(expected, Verdict.Check(judged).Select(finding => finding.Fault));
        Assert.Equal(lost, FailoverLosses.CountOf(judged));
    }
}
