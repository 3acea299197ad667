using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using SessionOrleans.AspNetCore.Caching;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Tests.Caching;

/// <summary>The cache by its contract. Each test has a silo of its own, since its clock is moved.</summary>
public sealed class DistributedCacheTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();
    private IBufferDistributedCache _cache = null!;

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        _cache = new SessionDistributedCache(_cluster.Store, _cluster.Clock);
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Get_OfWhatWasSet_IsTheSameBytes()
    {
        byte[][] values = [[], [0], [1, 0, 255], [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)]];
        foreach (var value in values)
        {
            await _cache.SetAsync("key", value);
            Assert.Equal(value, await _cache.GetAsync("key"));
            Assert.Equal(value, _cache.Get("key"));
        }
    }

    [Fact]
    public async Task Get_OfAnAbsentKey_IsNull()
    {
        Assert.Null(await _cache.GetAsync("absent"));
        Assert.Null(_cache.Get("absent"));
        Assert.False(await _cache.TryGetAsync("absent", new ArrayBufferWriter<byte>()));
        await _cache.RefreshAsync("absent");
        await _cache.RemoveAsync("absent");
    }

    [Fact]
    public async Task SynchronousTwins_DoTheSame()
    {
        var destination = new ArrayBufferWriter<byte>();

        _cache.Set("key", [1, 2], new());
        Assert.Equal([1, 2], await _cache.GetAsync("key"));
        _cache.Set("key", new ReadOnlySequence<byte>([3]), new());
        Assert.True(_cache.TryGet("key", destination));
        Assert.Equal([3], destination.WrittenSpan.ToArray());
        _cache.Refresh("key");
        _cache.Remove("key");
        Assert.Null(_cache.Get("key"));
    }

    [Fact]
    public async Task Buffers_InSegments_AreWrittenAsOne()
    {
        var destination = new ArrayBufferWriter<byte>();
        var head = new Segment([1, 2]);
        var tail = head.Append([3]).Append([]).Append([4, 5]);

        await _cache.SetAsync("key", new ReadOnlySequence<byte>(head, 1, tail, 1), new());

        Assert.True(await _cache.TryGetAsync("key", destination));
        Assert.Equal([2, 3, 4], destination.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Keys_OfAnyKind_AreAllDifferent()
    {
        string[] keys =
        [
            "", " ", "a", "A", "ä", "\0", "a\0", new('k', 100_000), "~~cache~a", "\ud800", "\ud801", "\ufffd",
            "basket_AAAAAAAAAAAAAAAAAAAAAA", "emoji \U0001F600",
        ];

        foreach (var key in keys)
            await _cache.SetStringAsync(key, $"value of {key}");

        foreach (var key in keys)
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes($"value of {key}")), await _cache.GetStringAsync(key));
        var ids = (await OwnRecords.Use(() => _cluster.Store.Directory.ListAsync().ToListAsync())).ConvertAll(session => session.Id);
        Assert.Equal(keys.Length, ids.Count);
        Assert.All(ids, id => Assert.Matches("^~~cache~[A-Za-z0-9_-]{43}$", id));
    }

    [Fact]
    public async Task Get_KeyThatIsASessionsId_DoesNotReachTheSession()
    {
        await _cluster.Store.SetAsync("basket_1", "mine");

        Assert.Null(await _cache.GetAsync("basket_1"));
        await _cache.SetAsync("basket_1", [1]);
        Assert.Equal("mine", (await _cluster.Store.GetAsync<string>("basket_1"))!.Value);
    }

    [Fact]
    public async Task Cache_OverAStoreThatTheApplicationWraps_WorksOverTheWrapper()
    {
        var store = WrappedStore.Around(_cluster.Store);
        var cache = new SessionDistributedCache(store, _cluster.Clock);

        await cache.SetAsync("wrapped", [1], new());

        Assert.Equal([1], await _cache.GetAsync("wrapped"));
        Assert.Equal([1], cache.Get("wrapped"));
        await cache.RemoveAsync("wrapped");
        Assert.Null(await _cache.GetAsync("wrapped"));
        Assert.Equal(3, WrappedStore.CallsOf(store));
    }

    [Fact]
    public async Task Sliding_ReadInTime_LivesOn()
    {
        await _cache.SetAsync("key", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10) });

        for (var i = 0; i < 5; i++)
        {
            _cluster.Clock.Advance(TimeSpan.FromMinutes(9.5));
            Assert.NotNull(await _cache.GetAsync("key"));
        }

        _cluster.Clock.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Null(await _cache.GetAsync("key"));
    }

    [Fact]
    public async Task Sliding_RefreshedInTime_LivesOn()
    {
        await _cache.SetAsync("key", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10) });

        for (var i = 0; i < 5; i++)
        {
            _cluster.Clock.Advance(TimeSpan.FromMinutes(9.5));
            await _cache.RefreshAsync("key");
        }

        Assert.NotNull(await _cache.GetAsync("key"));
    }

    [Fact]
    public async Task Absolute_HoweverOftenRead_EndsThen()
    {
        await _cache.SetAsync("key", [1], new() { AbsoluteExpiration = _cluster.Clock.GetUtcNow().AddMinutes(10) });

        _cluster.Clock.Advance(TimeSpan.FromMinutes(9.9));
        await _cache.RefreshAsync("key");
        Assert.NotNull(await _cache.GetAsync("key"));
        _cluster.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Null(await _cache.GetAsync("key"));
    }

    [Fact]
    public async Task SlidingAndAbsolute_ReadAllAlong_EndsAtTheAbsolute()
    {
        await _cache.SetAsync(
            "key", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(25) });

        for (var minutes = 8; minutes < 25; minutes += 8)
        {
            _cluster.Clock.Advance(TimeSpan.FromMinutes(8));
            Assert.NotNull(await _cache.GetAsync("key"));
        }

        _cluster.Clock.Advance(TimeSpan.FromMinutes(1.1));
        Assert.Null(await _cache.GetAsync("key"));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OwnRecords.Use(() => _cluster.Store.GetInfoAsync(CacheKey.ToSessionId("key"))));
    }

    [Fact]
    public async Task Set_Over_TakesNothingFromTheOldLifetime()
    {
        await _cache.SetAsync(
            "key", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(1), AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
        await _cache.SetAsync("key", [2], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(2) });
        _cluster.Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal([2], await _cache.GetAsync("key"));

        await _cache.SetAsync("key", [3]);
        _cluster.Clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal([3], await _cache.GetAsync("key"));
    }

    [Fact]
    public async Task Set_BeyondWhatASessionHolds_NamesTheLimit()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _cache.SetAsync("key", new byte[1 << 20]));

        Assert.Contains("the limit is 1,048,576", error.Message, StringComparison.Ordinal);
        await _cache.SetAsync("key", new byte[(1 << 20) - 9]);
    }

    [Fact]
    public async Task Get_StoreThatDoesNotAnswer_IsNoMiss()
    {
        await _cluster.Store.DisposeAsync();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => _cache.GetAsync("key"));
        Assert.ThrowsAny<InvalidOperationException>(() => _cache.Get("key"));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes) => Memory = bytes;

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
