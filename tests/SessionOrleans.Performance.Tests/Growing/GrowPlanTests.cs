using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Performance.Tests.Growing;

public sealed class GrowPlanTests
{
    [Theory]
    [InlineData("workers", new[] { 1, 8, 64, 512 })]
    [InlineData("value-bytes", new[] { 100, 1_024, 16_384, 262_144 })]
    [InlineData("sessions", new[] { 1_000, 10_000, 100_000 })]
    [InlineData("silos", new[] { 1, 2, 3 })]
    public void PointsOf_Axis_GrowsOnlyThere(string name, int[] expected)
    {
        var axis = AxisNames.Parse(name);
        var points = GrowPlan.PointsOf(axis, mostSessions: 100_000);

        Assert.Equal(expected, points.Select(point => point.On(axis)));
        Assert.All(Enum.GetValues<Axis>().Where(other => other != axis && (axis, other) is not (Axis.ValueBytes, Axis.Sessions)), other =>
            Assert.All(points, point => Assert.Equal(GrowPoint.Usual.On(other), point.On(other))));
    }

    [Fact]
    public void PointsOf_Sessions_AMillionOnlyWhereAskedFor() =>
        Assert.Contains(GrowPlan.PointsOf(Axis.Sessions, mostSessions: 1_000_000), point => point.Sessions == 1_000_000);

    [Fact]
    public void PointsOf_LargeValues_StayWithin64MiBAndLeaveASessionToEachWorker() => Assert.All(
        GrowPlan.PointsOf(Axis.ValueBytes, mostSessions: 100_000),
        point =>
        {
            Assert.InRange((long)point.ValueBytes * point.Sessions, 0, 64 << 20);
            Assert.True(point.Sessions >= point.Workers);
        });

    [Fact]
    public void Choose_Nothing_IsAll() => Assert.Equal(Enum.GetValues<Axis>(), AxisNames.Choose(null));

    [Fact]
    public void Choose_List_IsThose() => Assert.Equal([Axis.ValueBytes, Axis.Silos], AxisNames.Choose("silos, value-bytes"));

    [Fact]
    public void Choose_UnknownAxis_IsRefusedAndToldWhichThereAre() =>
        Assert.Contains("value-bytes", Assert.Throws<UsageException>(() => AxisNames.Choose("size")).Message, StringComparison.Ordinal);
}
