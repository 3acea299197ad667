using System.Globalization;
using System.Xml.Linq;
using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class GrowthPlotTests
{
    private static readonly XElement Plot = GrowthPlot.Draw(
        Axis.Workers,
        [
            Rows.Of(Axis.Workers, 1, "get", 4_000, 240, 400), Rows.Of(Axis.Workers, 64, "get", 90_000, 700, 1_800),
            Rows.Of(Axis.Workers, 1, "set", 2_500, 380, 900), Rows.Of(Axis.Workers, 64, "set", 50_000, 1_200, 3_000),
        ]);

    [Fact]
    public void Draw_TwoKindsAtTwoPoints_HasADotForEachRateMedianAndPercentile() =>
        Assert.Equal(3 * 2 * 2, Elements("circle").Count(dot => double.Parse(dot.Attribute("cy")!.Value, CultureInfo.InvariantCulture) > 60));

    [Fact]
    public void Draw_Any_StaysInsideTheCard() => Assert.All(Elements("circle"), dot =>
    {
        Assert.InRange(double.Parse(dot.Attribute("cx")!.Value, CultureInfo.InvariantCulture), 0, 900);
        Assert.InRange(double.Parse(dot.Attribute("cy")!.Value, CultureInfo.InvariantCulture), 0, 390);
    });

    [Fact]
    public void Draw_HigherRate_IsHigherUp()
    {
        var rate = Elements("path").First(path => path.Attribute("class")!.Value == "line get" && path.Attribute("d")!.Value.Count(c => c == 'L') == 1 && !path.Attribute("d")!.Value.Contains(",52", StringComparison.Ordinal));
        var heights = rate.Attribute("d")!.Value[1..].Split('L').Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();

        Assert.True(heights[1] < heights[0]);
    }

    [Theory]
    [InlineData("Get and set over callers at once")]
    [InlineData("callers at once")]
    [InlineData("64")]
    [InlineData("50k")]
    [InlineData("1 ms")]
    [InlineData("get")]
    [InlineData("set")]
    public void Draw_Any_SaysWhatItShows(string text) => Assert.Contains(text, Elements("text").Select(element => element.Value));

    [Fact]
    public void Draw_Any_IsReadableWherePagesAreDark() => Assert.Contains("prefers-color-scheme:dark", Elements("style").Single().Value, StringComparison.Ordinal);

    private static IEnumerable<XElement> Elements(string name) => Plot.Descendants().Where(element => element.Name.LocalName == name);
}
