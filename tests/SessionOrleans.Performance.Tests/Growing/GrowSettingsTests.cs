using SessionOrleans.Benchmarks.Growing;

namespace SessionOrleans.Performance.Tests.Growing;

public sealed class GrowSettingsTests
{
    [Theory]
    [InlineData("workers", new[] { 1, 8, 64, 512 })]
    [InlineData("value-bytes", new[] { 100, 1_024, 16_384, 262_144 })]
    [InlineData("sessions", new[] { 1_000, 10_000, 100_000 })]
    [InlineData("silos", new[] { 1, 2, 3 })]
    public void PointsOf_Axis_GrowsOnlyThere(string name, int[] expected)
    {
        var axis = Axis.All.Single(axis => axis.Name == name);
        var points = new GrowSettings { MostSessions = 100_000 }.PointsOf(axis);

        Assert.Equal(expected, points.Select(axis.Of));
        Assert.All(Axis.All.Where(other => other != axis && (axis != Axis.ValueBytes || other != Axis.Sessions)), other =>
            Assert.All(points, point => Assert.Equal(other.Of(GrowPoint.Usual), other.Of(point))));
    }

    [Fact]
    public void PointsOf_Sessions_AMillionOnlyWhereAskedFor() =>
        Assert.Contains(new GrowSettings { MostSessions = 1_000_000 }.PointsOf(Axis.Sessions), point => point.Sessions == 1_000_000);

    [Fact]
    public void Points_LargeValues_StayWithin64MiBAndLeaveASessionToEachWorker() => Assert.All(Axis.ValueBytes.Points, point =>
    {
        Assert.InRange((long)point.ValueBytes * point.Sessions, 0, 64 << 20);
        Assert.True(point.Sessions >= point.Workers);
    });

    [Fact]
    public void Axes_NoList_IsAll() => Assert.Equal(Axis.All, new GrowSettings().Axes);

    [Fact]
    public void Axes_List_IsThose() => Assert.Equal([Axis.ValueBytes, Axis.Silos], new GrowSettings { Over = "silos, value-bytes" }.Axes);

    [Fact]
    public void Validate_UnknownAxis_IsRefusedAndToldWhichThereAre()
    {
        var result = new GrowSettings { Over = "size" }.Validate();

        Assert.False(result.Successful);
        Assert.Contains("value-bytes", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SilosOnMemory_IsRefused() =>
        Assert.False(new GrowSettings { Over = "silos", Backend = SessionBackend.Memory }.Validate().Successful);
}
