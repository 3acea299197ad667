using Microsoft.Extensions.Caching.Distributed;
using SessionOrleans.AspNetCore.Caching;

namespace SessionOrleans.AspNetCore.Tests.Caching;

public sealed class CacheLifetimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoExpiration_StaysForEver() =>
        Assert.Equal(Expected(Timeout.InfiniteTimeSpan, slides: false), CacheLifetime.Of(new(), Now));

    [Fact]
    public void Of_Sliding_SlidesWithoutAnEnd() =>
        Assert.Equal(
            Expected(TimeSpan.FromMinutes(5), slides: true), CacheLifetime.Of(new() { SlidingExpiration = TimeSpan.FromMinutes(5) }, Now));

    [Fact]
    public void Of_Absolute_EndsThenWhateverIsRead()
    {
        var expected = Expected(TimeSpan.FromMinutes(5), slides: false);

        Assert.Equal(expected, CacheLifetime.Of(new() { AbsoluteExpiration = Now.AddMinutes(5) }, Now));
        Assert.Equal(expected, CacheLifetime.Of(new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, Now));
        Assert.Equal(expected, CacheLifetime.Of(
            new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5), AbsoluteExpiration = Now.AddDays(1) }, Now));
    }

    [Fact]
    public void Of_SlidingWithinAbsolute_SlidesUpToIt() =>
        Assert.Equal(
            Expected(TimeSpan.FromMinutes(5), slides: true, Now.AddHours(1)),
            CacheLifetime.Of(new() { SlidingExpiration = TimeSpan.FromMinutes(5), AbsoluteExpiration = Now.AddHours(1) }, Now));

    [Theory]
    [InlineData(60)]
    [InlineData(90)]
    public void Of_SlidingBeyondAbsolute_IsAbsolute(int slidingMinutes) =>
        Assert.Equal(
            Expected(TimeSpan.FromHours(1), slides: false),
            CacheLifetime.Of(
                new() { SlidingExpiration = TimeSpan.FromMinutes(slidingMinutes), AbsoluteExpiration = Now.AddHours(1) }, Now));

    [Fact]
    public void Of_LongerThanASessionMayLive_StaysForEver()
    {
        Assert.Equal(Expected(Timeout.InfiniteTimeSpan, slides: false), CacheLifetime.Of(
            new() { AbsoluteExpiration = DateTimeOffset.MaxValue }, Now));
        Assert.Equal(
            Expected(Timeout.InfiniteTimeSpan, slides: true), CacheLifetime.Of(new() { SlidingExpiration = TimeSpan.MaxValue }, Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_AbsoluteThatIsPast_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CacheLifetime.Of(new() { AbsoluteExpiration = Now.AddSeconds(seconds) }, Now));

    [Fact]
    public void Of_Null_Throws() => Assert.Throws<ArgumentNullException>(() => CacheLifetime.Of(null!, Now));

    private static CacheLifetime Expected(TimeSpan timeToLive, bool slides, DateTimeOffset? endsAt = null) =>
        new(new() { TimeToLive = timeToLive, Sliding = slides, MaxLifetime = Timeout.InfiniteTimeSpan }, endsAt);
}
