using SessionOrleans.Health;

namespace SessionOrleans.Outages;

/// <summary>Sentinels make another server the primary, under a store of two silos.</summary>
public sealed class SentinelTests : IAsyncLifetime
{
    /// <summary>What the promise allows on top of what Sentinel takes.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    private RedisSentinels _sentinels = null!;
    private ISessionStore _store = null!;
    private ISessionStore _other = null!;

    public async Task InitializeAsync()
    {
        _sentinels = await RedisSentinels.StartAsync();
        _store = await StartStoreAsync();
        _other = await StartStoreAsync();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _store.DisposeAsync();
        await _sentinels.DisposeAsync();
    }

    [Fact]
    public async Task Write_PrimaryKilled_SucceedsWithinFiveSecondsOfThePromotionAndNothingIsLost()
    {
        var killed = await _sentinels.PrimaryAsync();
        await SetAndReplicateAsync();

        await killed.KillAsync();
        await Until.TrueAsync(async () => await _sentinels.PrimaryAsync() != killed, TimeSpan.FromSeconds(30), "a replica is primary");

        await AssertServedAsync();

        // The one that was killed begins as a primary, until a Sentinel tells it otherwise.
        await killed.StartAgainAsync();
        await _sentinels.SettleAsync();
        await AssertServedAsync(before: 2);
    }

    [Fact]
    public async Task Write_SentinelToldToFailOver_SucceedsWithinFiveSeconds()
    {
        await SetAndReplicateAsync();

        await _sentinels.FailOverAsync();
        await AssertServedAsync();

        // And back, or to the third.
        await _sentinels.SettleAsync();
        await _sentinels.FailOverAsync();
        await AssertServedAsync(before: 2);
    }

    private Task<ISessionStore> StartStoreAsync() =>
        SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Redis, RedisUrl = _sentinels.Url });

    private async Task SetAndReplicateAsync()
    {
        await _store.SetAsync("first", 1);
        await _other.SetAsync("second", 1);
        var primary = await _sentinels.PrimaryAsync();
        foreach (var replica in _sentinels.Servers.Where(server => server != primary))
            await Until.TrueAsync(
                async () => await StoredAsync(replica, "first") is "1" && await StoredAsync(replica, "second") is "1", what: "replicated");
    }

    /// <summary>Both silos write, both are healthy, and another may join: membership is served, too.</summary>
    private async Task AssertServedAsync(int before = 1)
    {
        await Task.WhenAll(AddAsync(_store, "first", before), AddAsync(_other, "second", before));
        await Until.TrueAsync(() => IsHealthyAsync(_store), Allowed, "the first is healthy");
        await Until.TrueAsync(() => IsHealthyAsync(_other), Allowed, "the second is healthy");

        await using var third = await StartStoreAsync();
        Assert.Equal(before + 1, (await third.GetAsync<int>("first"))?.Value);
        Assert.Equal(before + 1, (await third.GetAsync<int>("second"))?.Value);
    }

    /// <summary>Sentinels promote without asking the primary, which takes writes until clients hear of it: those are lost.</summary>
    private Task AddAsync(ISessionStore store, string id, int before) => Until.TrueAsync(
        async () =>
        {
            try
            {
                var made = await store.UpdateAsync<int>(id, value => value + 1);
                return made.Value == before + 1 && await StoredAsync(await _sentinels.PrimaryAsync(), id) == $"{made.Value}";
            }
            catch (SessionStoreUnavailableException)
            {
                return false;
            }
        },
        Allowed,
        $"a write of {id}");

    /// <summary>The value, which is the end of a record.</summary>
    private static async Task<string> StoredAsync(RedisServer server, string id) =>
        await server.AskAsync("KEYS", $"mcp:session:s:*{id}") is { Length: > 0 } key ? (await server.AskAsync("GET", key))[^1..] : "";

    private static async Task<bool> IsHealthyAsync(ISessionStore store)
    {
        try
        {
            return await ((IStoreHealth)store).CheckHealthAsync(CancellationToken.None) is null;
        }
        catch (SessionStoreUnavailableException)
        {
            return false;
        }
    }
}
