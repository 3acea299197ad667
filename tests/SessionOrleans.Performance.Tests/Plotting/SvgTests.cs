using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class SvgTests
{
    [Fact]
    public void Through_Points_MovesToTheFirstAndDrawsToTheOthers() => Assert.Equal("M1,2L3.3,4L5,6", Svg.Through([new(1, 2), new(3.26, 4), new(5, 6)]));

    [Fact]
    public void Text_MarkupInIt_StaysText() => Assert.Contains("a &lt;b&gt; &amp; c", Svg.Text(new(0, 0), "x", "a <b> & c").ToString(), StringComparison.Ordinal);
}
