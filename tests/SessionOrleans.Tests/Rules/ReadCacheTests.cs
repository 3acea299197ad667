using SessionOrleans.Reading;

namespace SessionOrleans.Rules;

public sealed class ReadCacheTests
{
    private readonly ReadCache _cache = new();

    [Fact]
    public void Keep_OlderVersion_ChangesNothing()
    {
        _cache.Keep("a", Seen(version: 2, bytes: 10));
        _cache.Keep("a", Seen(version: 1, bytes: 20));
        Assert.Equal(2, _cache.Find("a")!.Version);
    }

    [Fact]
    public void Keep_NewerVersion_TakesItsPlace()
    {
        _cache.Keep("a", Seen(version: 1, bytes: 10));
        _cache.Keep("a", Seen(version: 2, bytes: 20));
        Assert.Equal(20, _cache.Find("a")!.Value!.Length);
    }

    [Fact]
    public void Keep_MoreThanTheLimit_ForgetsWhatWasNotUsed()
    {
        const int bytes = 64 * 1_024;
        for (var number = 0; number < 4 * ReadCache.Limit / bytes; number++)
        {
            _cache.Keep($"{number}", Seen(version: 1, bytes));
            Assert.NotNull(_cache.Find("0"));
        }

        Assert.Null(_cache.Find("1"));
        var kept = Enumerable.Range(0, (int)(4 * ReadCache.Limit / bytes)).Count(number => _cache.Find($"{number}") is not null);
        Assert.InRange(kept, 1, ReadCache.Limit / bytes);
    }

    private static SessionSnapshot Seen(long version, int bytes) => new(version, DateTimeOffset.UnixEpoch, null, new byte[bytes]);
}
