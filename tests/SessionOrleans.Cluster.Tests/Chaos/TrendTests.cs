using SessionOrleans.Chaos.Soaking;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class TrendTests
{
    [Fact]
    public void Over_GrowsWhileItWarmsUpAlone_IsSteady()
    {
        var trend = Of(warmUp: 3, 10, 50, 90, 100, 101, 102, 104, 103, 120, 108, 109, 130, 111, 112);

        Assert.Equal((100, 108), (trend.WarmedUp, trend.AtEnd));
        Assert.Equal(8, trend.ChangePercent);
        Assert.False(trend.IsGrowing);
    }

    [Fact]
    public void Over_GrowsByMoreThanATenth_IsGrowing() =>
        Assert.True(Of(warmUp: 1, 10, 100, 100, 100, 100, 105, 110, 111, 112, 113, 114, 115).IsGrowing);

    [Fact]
    public void Over_SomeLooksAreHigh_IsSteady() =>
        Assert.False(Of(warmUp: 1, 10, 100, 100, 100, 100, 100, 100, 300, 120, 101, 300).IsGrowing);

    [Fact]
    public void Over_Shrinks_IsSteady() => Assert.False(Of(warmUp: 0, 100, 100, 100, 100, 100, 50, 50, 50, 50, 50).IsGrowing);

    [Fact]
    public void Over_TwoProcesses_AreComparedWithThemselves()
    {
        Sample[][] looks =
            [.. Enumerable.Range(1, 10).Select(look => new Sample[] { new("one", "handles", 100), new("two", "handles", look) })];

        Assert.Equal([false, true], Trend.Over(looks, warmUp: 0).OrderBy(trend => trend.Of).Select(trend => trend.IsGrowing));
    }

    [Fact]
    public void Over_WhatIsResidentGrows_IsToldAndNotJudged() => Assert.False(
        Assert.Single(Trend.Over([[new("one", Sample.Resident, 1)], [new("one", Sample.Resident, 9)]], warmUp: 0)).IsGrowing);

    private static Trend Of(int warmUp, params double[] numbers) =>
        Assert.Single(Trend.Over([.. numbers.Select(number => new Sample[] { new("one", "allocated_mib", number) })], warmUp));
}
