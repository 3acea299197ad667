using StackExchange.Redis;

namespace SessionOrleans.Expiry;

/// <summary>Sessions that end, on a real Redis: what is left in its keys, what heals, and who is told.</summary>
public sealed class RedisExpiryTests : IAsyncLifetime
{
    private const string Prefix = "expiry:";
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    private IDatabase Database => _connection.GetDatabase();

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await _redis.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Expired_Sessions_LeaveNoKeyBehindButTombstones()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 50; i++)
            await store.SetAsync($"short-{i}", i, new() { Owner = $"owner-{i % 5}" });
        Assert.Equal(50, await EntriesAsync());
        for (var i = 0; i < 50; i++)
            await store.ExtendAsync($"short-{i}", Short);
        await SweepUntilAsync(store, async () => await EntriesAsync() == 0);

        Assert.Empty(Keys("o:*"));
        foreach (var key in Keys("s:*"))
        {
            Assert.InRange((await Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Assert.InRange(await Database.StringLengthAsync(key), 1, 64);
        }
    }

    [Fact]
    public async Task Session_WithNoSiloAlive_IsTakenAwayByRedisAMinuteAfterItsDeadline()
    {
        await using (var store = await OpenAsync())
            await store.SetAsync("orphan", 1, new() { TimeToLive = TimeSpan.FromSeconds(30) });
        var left = await Database.KeyTimeToLiveAsync(KeysOf("orphan").Session("orphan"));
        Assert.InRange(left!.Value, TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Entry_OfASessionThatRedisTookAway_GoesWhenASiloIsBack()
    {
        await using (var store = await OpenAsync())
            await store.SetAsync("orphan", 1, new() { TimeToLive = Short, Owner = "ann" });
        await Database.KeyDeleteAsync(KeysOf("orphan").Session("orphan"));
        Assert.Equal(1, await EntriesAsync());

        await using var back = await OpenAsync();
        Assert.Empty(await back.Directory.ListAsync().ToListAsync());
        await SweepUntilAsync(back, async () => await EntriesAsync() == 0);
        Assert.Empty(Keys("o:*"));
    }

    [Fact]
    public async Task Entries_OfALongTimeWithoutASilo_GoInOneSweep()
    {
        var longAgo = (DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000)).ToUnixTimeMilliseconds() * 1_000.0;
        await using var store = await OpenAsync();
        await Database.SortedSetAddAsync(
            new RedisKeys(Prefix, 7).Index, [.. Enumerable.Range(0, 1_234).Select(i => new SortedSetEntry($"gone-{i}", longAgo + i))]);

        await ((SessionStore)store).Connection.Grains.GetGrain<IExpiryGrain>(7).Sweep();

        Assert.Equal(0, await EntriesAsync());
    }

    [Fact]
    public async Task Entry_OfALiveSessionThatSeemsDue_MovesToItsDeadline()
    {
        await using var store = await OpenAsync();
        await store.SetAsync("prolonged", 1, new() { TimeToLive = TimeSpan.FromSeconds(2) });
        Assert.True(await store.ExtendAsync("prolonged", TimeSpan.FromHours(1)));
        var soon = await ScoreAsync("prolonged");
        await SweepUntilAsync(store, async () => await ScoreAsync("prolonged") > soon);
        Assert.Equal(1, (await store.GetAsync<int>("prolonged"))!.Value);
        Assert.Equal(1, await store.Directory.CountAsync());
    }

    [Fact]
    public async Task Index_DeletedBehindTheStore_HealsWithAnActivationsFirstWrite()
    {
        await using (var store = await OpenAsync())
            await store.SetAsync("lost", 1, new() { Owner = "ann" });
        foreach (var key in Keys("x:*").Concat(Keys("o:*")))
            await Database.KeyDeleteAsync(key);

        await using var back = await OpenAsync();
        Assert.Empty(await back.Directory.ListAsync().ToListAsync());
        await back.SetAsync("lost", 2);
        Assert.Equal("lost", (await back.Directory.ListAsync().SingleAsync()).Id);
        Assert.Equal("lost", (await back.Directory.ListOwnedAsync("ann").SingleAsync()).Id);
    }

    [Fact]
    public async Task RemoveOwned_AnOwnersSessions_LeaveNothingOfTheirs()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 20; i++)
            await store.SetAsync($"mine-{i}", i, new() { Owner = "ann", TimeToLive = Timeout.InfiniteTimeSpan });
        await store.SetAsync("theirs", 1, new() { Owner = "bob" });
        Assert.Equal(20, await store.Directory.RemoveOwnedAsync("ann"));
        await SweepUntilAsync(store, async () => await EntriesAsync() == 1);
        Assert.Equal(KeysOf("theirs").Owner("bob").ToString(), Assert.Single(Keys("o:*")));
    }

    [Fact]
    public async Task Handler_WhoseHostStoppedWhileItWasTold_HearsOfItAgain()
    {
        using var dying = new HearingHost(_redis, Prefix) { Answer = new TaskCompletionSource().Task };
        await dying.StartAsync();
        await dying.Store.SetAsync("told", "last", new() { TimeToLive = Short });
        await SweepUntilAsync(dying.Store, () => Task.FromResult(dying.Heard.Any()));
        await dying.StopAsync();

        using var next = new HearingHost(_redis, Prefix);
        await next.StartAsync();
        await SweepUntilAsync(next.Store, () => Task.FromResult(next.Heard.Any()));
        Assert.Equal(("told", SessionEndReason.Expired, "\"last\""), next.Heard.First());
        await Until.TrueAsync(async () => !await Database.KeyExistsAsync(KeysOf("told").Ended));
        Assert.Equal(0, await EntriesAsync());
        await next.StopAsync();
    }

    private Task<ISessionStore> OpenAsync() => SessionStoreFactory.CreateAsync(
        new() { Backend = SessionBackend.Redis, RedisUrl = _redis.Url, Prefix = Prefix });

    private static Task SweepUntilAsync(ISessionStore store, Func<Task<bool>> condition) => Until.TrueAsync(async () =>
    {
        var grains = ((SessionStore)store).Connection.Grains;
        await Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count).Select(shard => grains.GetGrain<IExpiryGrain>(shard).Sweep()));
        return await condition();
    });

    private static RedisKeys KeysOf(string id) => RedisKeys.Of(Prefix, id);

    private IEnumerable<string> Keys(string pattern) =>
        _connection.GetServers()[0].Keys(pattern: Prefix + pattern).Select(key => key.ToString());

    private async Task<long> EntriesAsync()
    {
        var counts = await Task.WhenAll(Keys("x:*").Select(key => Database.SortedSetLengthAsync(key)));
        return counts.Sum();
    }

    private Task<double?> ScoreAsync(string id) => Database.SortedSetScoreAsync(KeysOf(id).Index, id);
}
