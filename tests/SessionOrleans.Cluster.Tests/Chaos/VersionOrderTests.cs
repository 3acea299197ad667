using SessionOrleans.Chaos.Checking;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class VersionOrderTests
{
    [Fact]
    public void Check_OverlappingCalls_MayComeInAnyOrder() => Assert.Empty(VersionOrder.Check(
        [
            Calls.Write(0, 10, "a", 2), Calls.Write(1, 9, "b", 1), Calls.Read(2, 8, null, 0), Calls.Read(2, 8, "a", 2),
            Calls.Read(11, 12, "a", 2),
        ],
        ends: false));

    [Fact]
    public void Check_ReadOlderThanAnAcknowledgedWrite_IsStale() =>
        Found(Fault.StaleRead, [Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Read(4, 5, "a", 1)]);

    [Fact]
    public void Check_ReadOlderThanOneThatEndedBefore_IsStale() =>
        Found(Fault.StaleRead, [Calls.Write(0, 1, "a", 1), Calls.Write(2, 9, "b", 2), Calls.Read(3, 4, "b", 2), Calls.Read(5, 6, "a", 1)]);

    [Fact]
    public void Check_ReadThatBeganBeforeTheWriteEnded_IsNotStale() =>
        Assert.Empty(VersionOrder.Check([Calls.Write(0, 1, "a", 1), Calls.Write(2, 4, "b", 2), Calls.Read(3, 5, "a", 1)], ends: false));

    [Fact]
    public void Check_NothingReadAfterAWrite_IsStaleUnlessTheSessionEnds()
    {
        Found(Fault.StaleRead, [Calls.Write(0, 1, "a", 1), Calls.Read(2, 3, null, 0)]);
        Assert.Empty(VersionOrder.Check([Calls.Write(0, 1, "a", 1), Calls.Read(2, 3, null, 0)], ends: true));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Check_LaterWriteWithoutALargerVersion_Regressed(long version) =>
        Found(Fault.TokenRegression, [Calls.Write(0, 1, "a", 5), Calls.Write(2, 3, "b", version)]);

    [Fact]
    public void Check_WhatWasNotAnswered_SaysNothing() => Assert.Empty(VersionOrder.Check(
        [
            Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2).InDoubt(), Calls.Write(2, 3, "c", 3).NeverAnswered(),
            Calls.Read(4, 5, "a", 1),
        ],
        ends: false));

    private static void Found(Fault fault, SessionOrleans.Chaos.History.Operation[] operations) =>
        Assert.Equal([fault], VersionOrder.Check(operations, ends: false).Select(finding => finding.Fault));
}
