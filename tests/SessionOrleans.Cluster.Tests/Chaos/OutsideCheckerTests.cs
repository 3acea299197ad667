using SessionOrleans.Chaos.Checking;
using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class OutsideCheckerTests
{
    [Fact]
    public void Check_OneAfterTheOther_FindsNothing() => Found([], "a b", "read 1 x -", "write 1 x a", "read 2 y -", "write 2 y b");

    [Fact]
    public void Check_LateHolderRefused_FindsNothing() => Found([], "b", "read 1 x -", "read 2 y -", "write 2 y b", "refused 1 x a");

    [Fact]
    public void Check_OlderTokenTaken_RegressedAndCrossed() =>
        Found([Fault.DoubleGrant, Fault.DoubleGrant, Fault.Lost, Fault.TokenRegression], "a", "read 1 x -", "read 2 y -", "write 1 x a",
            "write 2 y b");

    [Fact]
    public void Check_ElementMissing_IsLost() => Found([Fault.Lost], "", "read 1 x -", "write 1 x a");

    [Fact]
    public void Check_ElementThatNobodyWrote_IsFound() => Found([Fault.Lost], "a b", "read 1 x -", "write 1 x a");

    private static void Found(Fault[] faults, string elements, params string[] entries) => Assert.Equal(
        faults.Order(),
        OutsideChecker.Check([.. entries.Select(OutsideEntry.Parse)], elements.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(finding => finding.Fault)
            .Order());
}
