using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class LogAxisTests
{
    [Fact]
    public void Around_Values_EndsAtRoundNumbersAndMarksThem()
    {
        var axis = LogAxis.Around([3, 70]);

        Assert.Equal(2, axis.Least);
        Assert.Equal(100, axis.Most);
        Assert.Equal([2, 5, 10, 20, 50, 100], axis.Ticks);
    }

    [Fact]
    public void Around_ManyPowersOfTen_MarksOnlyThose() =>
        Assert.Equal([1, 10, 100, 1_000, 10_000], LogAxis.Around([1, 10_000]).Ticks);

    [Fact]
    public void Around_OneRoundValue_LeavesRoomOnBothSides()
    {
        var axis = LogAxis.Around([1_000]);

        Assert.True(axis.Least < 1_000 && axis.Most > 1_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Around_ValueThatHasNoLogarithm_IsRefused(double value) =>
        Assert.Throws<ArgumentException>(() => LogAxis.Around([1, value]));

    [Fact]
    public void Through_Values_MarksEachOnceInOrder() => Assert.Equal([1, 8, 64], LogAxis.Through([64, 1, 8, 64]).Ticks);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 50)]
    [InlineData(100, 100)]
    public void Place_EqualRatios_AreEqualSteps(double value, double expected) =>
        Assert.Equal(expected, LogAxis.Through([1, 100]).Place(value, 0, 100), precision: 9);

    [Fact]
    public void Place_UpsideDown_CountsFromTheEnd() => Assert.Equal(25, LogAxis.Through([1, 10_000]).Place(1_000, 100, 0), precision: 9);

    [Fact]
    public void Place_AxisOfOneValue_IsTheMiddle() => Assert.Equal(50, LogAxis.Through([7]).Place(7, 0, 100));
}
