using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class CounterCheckerTests
{
    [Fact]
    public void Check_EveryAcknowledgedAdditionThere_FindsNothing() =>
        Found([], Calls.Add(0, 1, 1), Calls.Add(1, 3, 3), Calls.Add(1, 3, 2), Calls.Read(2, 4, "2", 2), Calls.Final("3", 3));

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void Check_BetweenAcknowledgedAndInDoubt_FindsNothing(string ends) =>
        Found([], Calls.Add(0, 1, 1), Calls.Add(2, 3, 2), Calls.Add(4, 5, 0).InDoubt(), Calls.Add(4, 5, 0)
            .NeverAnswered(), Calls.Final(ends, 4));

    [Fact]
    public void Check_AcknowledgedAdditionMissing_IsLost() =>
        Found([Fault.StaleRead, Fault.Lost], Calls.Add(0, 1, 1), Calls.Add(2, 3, 2), Calls.Final("1", 1));

    [Fact]
    public void Check_NeverReadAgain_IsLost() => Found([Fault.Lost], Calls.Add(0, 1, 1));

    [Fact]
    public void Check_MoreThanWasAdded_IsFound() =>
        Found([Fault.Lost], Calls.Add(0, 1, 1), Calls.Add(2, 3, 0).InDoubt(), Calls.Final("3", 3));

    [Fact]
    public void Check_RefusedAdditionThere_IsFound() =>
        Found([Fault.Lost], Calls.Add(0, 1, 1), Calls.Add(2, 3, 0).Refused(), Calls.Final("2", 2));

    [Fact]
    public void Check_TwoMadeTheSameNumber_IsLost() =>
        Found([Fault.Lost, Fault.Lost, Fault.StaleRead], Calls.Add(0, 1, 1), Calls.Add(2, 3, 1), Calls.Final("1", 1));

    [Fact]
    public void Check_ReadLessThanHadBeenAdded_IsStale() =>
        Found([Fault.StaleRead], Calls.Add(0, 1, 1), Calls.Read(2, 3, "0", 0), Calls.Final("1", 1));

    [Fact]
    public void Check_ReadMoreThanHadBegun_IsFound() =>
        Found([Fault.Lost], Calls.Add(0, 1, 1), Calls.Read(2, 3, "2", 2), Calls.Add(4, 5, 2), Calls.Final("2", 2));

    private static void Found(Fault[] faults, params Operation[] operations) =>
        Assert.Equal(faults.Order(), CounterChecker.Check(operations).Select(finding => finding.Fault).Order());
}
