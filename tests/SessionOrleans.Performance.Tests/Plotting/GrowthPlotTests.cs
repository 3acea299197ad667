using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class GrowthPlotTests
{
    private static readonly Drawing Plot = new(GrowthPlot.Draw(
        Axis.Workers,
        [
            Of(1, "get", 4_000, 240, 400), Of(64, "get", 90_000, 700, 1_800),
            Of(1, "set", 2_500, 380, 900), Of(64, "set", 50_000, 1_200, 3_000),
        ]));

    [Fact]
    public void Draw_TwoKindsAtTwoPoints_HasADotForEachRateMedianAndPercentile() => Assert.Equal(3 * 2 * 2, Plot.Dots.Count);

    [Fact]
    public void Draw_Any_StaysInsideThePanels() => Assert.All(Plot.Dots, dot =>
    {
        Assert.True(dot.X is > 65 and < 480 or > 565 and < 980);
        Assert.InRange(dot.Y, 40, 365);
    });

    [Fact]
    public void Draw_HigherRate_IsHigherUp()
    {
        // Dots of one rate's line come one after the other, and that of get comes first.
        Assert.True(Plot.Dots[1].Y < Plot.Dots[0].Y);
        Assert.True(Plot.Dots[1].X > Plot.Dots[0].X);
    }

    [Theory]
    [InlineData("operations a second (bars: least and most of the rounds)")]
    [InlineData("latency")]
    [InlineData("callers at once")]
    [InlineData("64")]
    [InlineData("50k")]
    [InlineData("1 ms")]
    [InlineData("get")]
    [InlineData("set, 99th percentile")]
    [InlineData("get, median")]
    public void Draw_Any_SaysWhatItShows(string text) => Assert.Contains(text, Plot.Texts);

    private static GrowRow Of(int at, string kind, double ops, double p50, double p99) => new(
        Axis.Workers.Name, at, kind, ops, ops * 0.9, ops * 1.1, p50, p99, ClientCpuUs: 5, SiloCpuUs: 5, RedisCpuUs: 5,
        Workers: at, ValueBytes: 1_024, Sessions: 10_000, Silos: 1);
}
