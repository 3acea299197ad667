using FsCheck;
using FsCheck.Fluent;

namespace SessionOrleans.Quotas;

public sealed class TokenBucketTests
{
    private const int PerMinute = 6_000;

    [Fact]
    public void Take_OfNothingLeft_SaysWhenThereIsSomethingAgain()
    {
        var bucket = new TokenBucket();
        var now = TimeSpan.FromHours(7);
        Assert.Null(bucket.Take(PerMinute, PerMinute, now));

        var wait = bucket.Take(1, PerMinute, now)!.Value;

        Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20));
        Assert.Null(bucket.Take(1, PerMinute, now + wait));
    }

    [Fact]
    public void Take_OfMoreThanThereEverIs_PassesOnceAndIsPaidBack()
    {
        var bucket = new TokenBucket();
        Assert.Null(bucket.Take(3 * PerMinute, PerMinute, TimeSpan.Zero));

        var wait = bucket.Take(1, PerMinute, TimeSpan.Zero)!.Value;

        Assert.InRange(wait, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.1));
        Assert.False(bucket.IsFull(PerMinute, TimeSpan.FromMinutes(2.9)));
        Assert.True(bucket.IsFull(PerMinute, TimeSpan.FromMinutes(3.1)));
    }

    /// <summary>Whoever takes what it gets, for ten minutes, gets ten minutes' and what was there at first, and one amount more.</summary>
    [Fact]
    public void Take_AgainAndAgain_BringsNoMoreThanTheMinutesBring() => Prop.ForAll(
        Gen.Choose(1, 3 * PerMinute).Zip(Gen.Choose(50, 3_000)).ToArbitrary(), take =>
        {
            var bucket = new TokenBucket();
            var (amount, pause) = take;
            var taken = 0L;
            for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now += TimeSpan.FromMilliseconds(pause))
                taken += bucket.Take(amount, PerMinute, now) is null ? amount : 0;
            return taken <= (11 * PerMinute) + amount;
        }).QuickCheckThrowOnFailure();
}
