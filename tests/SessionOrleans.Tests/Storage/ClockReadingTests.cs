namespace SessionOrleans.Storage;

public sealed class ClockReadingTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(20_000);

    [Fact]
    public void Of_EvenWay_IsHalfTheRoundTripBack()
    {
        var reading = Reading(sent: 1_000, received: 1_010, redisAt: 1_005);

        Assert.Equal(Ahead, reading.Offset);
        Assert.InRange(reading.Error, Milliseconds(5), Milliseconds(5.1));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_002)]
    [InlineData(1_010)]
    public void Of_AnyWay_IsOffByNoMoreThanItSays(double redisAt)
    {
        var reading = Reading(sent: 1_000, received: 1_010, redisAt);

        Assert.True((reading.Offset - Ahead).Duration() <= reading.Error);
    }

    [Fact]
    public void Succeed_SlowReply_LeavesTheQuickOneBefore()
    {
        var quick = Reading(sent: 1_000, received: 1_000.4, redisAt: 1_000.2);
        var slow = Reading(sent: 1_100, received: 3_000, redisAt: 1_101);

        Assert.Same(quick, slow.Succeed(quick, slow.At));
    }

    [Fact]
    public void Succeed_AsGood_KeepsTheClockFresh()
    {
        var first = Reading(sent: 1_000, received: 1_000.4, redisAt: 1_000.2);
        var second = Reading(sent: 1_100, received: 1_100.4, redisAt: 1_100.2);

        Assert.Equal(second.At, second.Succeed(first, second.At).At);
    }

    [Fact]
    public void Succeed_WorseLongAfter_DoesOnceDriftMayBeMore()
    {
        var first = Reading(sent: 1_000, received: 1_000.4, redisAt: 1_000.2);
        var later = Reading(sent: 61_000, received: 61_020, redisAt: 61_003);

        Assert.Equal(later.At, later.Succeed(first, later.At).At);
    }

    [Theory]
    [InlineData(3_600_000)]
    [InlineData(-3_600_000)]
    [InlineData(2_000)]
    public void Succeed_RedisClockWasSet_EvenIfSlow(double step)
    {
        var quick = Reading(sent: 1_000, received: 1_000.4, redisAt: 1_000.2);
        var slow = Reading(sent: 2_000, received: 2_400, redisAt: 2_200 + step);

        var reading = slow.Succeed(quick, slow.At);

        Assert.Equal(slow, reading);
        Assert.InRange(reading.TimeAt(slow.At) - Ahead - slow.At - Milliseconds(step), -slow.Error, slow.Error);
    }

    [Fact]
    public void Succeed_BetterAndBehind_StandsStillUntilItHasComeAsFar()
    {
        var ahead = Reading(sent: 1_000, received: 1_010, redisAt: 1_009);
        var better = Reading(sent: 1_100, received: 1_100.4, redisAt: 1_100.2);
        var told = ahead.TimeAt(better.At);

        var reading = better.Succeed(ahead, better.At);

        Assert.Equal(told, reading.TimeAt(better.At));
        Assert.Equal(told, reading.TimeAt(better.At + Milliseconds(3)));
        Assert.Equal(better.TimeAt(better.At + Milliseconds(5)), reading.TimeAt(better.At + Milliseconds(5)));
    }

    /// <summary>Times in milliseconds of our clock; Redis' is ahead of it.</summary>
    private static ClockReading Reading(double sent, double received, double redisAt) =>
        ClockReading.Of(Ahead + Milliseconds(redisAt), Milliseconds(sent), Milliseconds(received));

    private static TimeSpan Milliseconds(double value) => TimeSpan.FromMilliseconds(value);
}
