using System.Globalization;

namespace SessionOrleans.Expiry;

/// <summary>Who is told of sessions that end, and how often, in hosts with embedded silos.</summary>
public abstract class EndTests : IAsyncLifetime
{
    private const int Many = 40;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private readonly string _prefix = $"ends-{Guid.NewGuid():N}:";

    private protected RedisServer? Redis { get; private set; }

    private protected string Prefix => _prefix;

    public async Task InitializeAsync() => Redis = await StartRedisAsync();

    public async Task DisposeAsync()
    {
        if (Redis is not null)
            await Redis.DisposeAsync();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task IdUsedAgain_BeforeOrAfterItsEndWasTold_IsToldOfOnceAndCountedAsListed(bool told, bool removed)
    {
        using var host = new HearingHost(Redis, _prefix);
        await host.StartAsync();
        var ids = Enumerable.Range(0, Many).Select(i => string.Create(CultureInfo.InvariantCulture, $"again-{i}")).ToArray();
        foreach (var id in ids)
            await host.Store.SetAsync(id, "old", new() { TimeToLive = removed ? TimeSpan.FromHours(1) : Short, Owner = "ann" });
        await EndAsync(host.Store, ids, removed);
        await AssertCountedAsListedAsync(host.Store, 0);
        if (told)
        {
            await host.SweepAsync();
            await host.HearAsync(Many);
        }

        foreach (var id in ids)
            await host.Store.SetAsync(id, "new", new() { TimeToLive = TimeSpan.FromHours(1), Owner = "bob" });
        await AssertCountedAsListedAsync(host.Store, Many);
        if (!told)
            await host.HearAsync(Many);
        await AssertCountedAsListedAsync(host.Store, Many);

        // One more end is told after all that came before it.
        await host.Store.SetAsync("last", "old");
        await host.Store.RemoveAsync("last");
        await host.SweepAsync();
        await host.HearAsync(1);
        Assert.Equal(ids.Append("last").Order(), host.Heard.Select(end => end.Id).Order());
        Assert.All(host.Heard, end => Assert.Equal("\"old\"", end.Value));
        await AssertCountedAsListedAsync(host.Store, Many);
        await host.StopAsync();
    }

    [Fact]
    public async Task IdUsedAgain_WhileItsEndIsTold_IsToldOfOnce()
    {
        var answer = new TaskCompletionSource();
        using var host = new HearingHost(Redis, _prefix) { Answer = answer.Task };
        await host.StartAsync();
        await host.Store.SetAsync("again", "old", new() { TimeToLive = Short });
        await EndAsync(host.Store, ["again"], removed: false);
        await host.SweepAsync();
        await host.HearAsync(1);

        await host.Store.SetAsync("again", "new");
        await AssertCountedAsListedAsync(host.Store, 1);
        host.Answer = Task.CompletedTask;
        answer.SetResult();
        await host.Store.RemoveAsync("again");
        await host.SweepAsync();
        await host.HearAsync(1);

        Assert.Equal(["\"old\"", "\"new\""], host.Heard.Select(end => end.Value));
        await host.StopAsync();
    }

    [Fact]
    public async Task HandlerThatAlwaysThrows_ForOneSessionOrAThousand_DoesNotHoldUpOthers()
    {
        using var host = new HearingHost(Redis, _prefix) { Fails = id => id.StartsWith("poison", StringComparison.Ordinal) };
        await host.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_100), async (i, _) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"poison-{i}");
            await host.Store.SetAsync(id, i);
            await host.Store.RemoveAsync(id);
        });
        await host.SweepAsync();
        await host.Store.SetAsync("sound", "last");
        await host.Store.RemoveAsync("sound");
        await host.SweepAsync();

        await host.HearAsync(1);

        Assert.Equal("sound", Assert.Single(host.Heard).Id);
        await host.StopAsync();
    }

    private protected virtual Task<RedisServer?> StartRedisAsync() => Task.FromResult<RedisServer?>(null);

    private protected static async Task EndAsync(ISessionStore store, IEnumerable<string> ids, bool removed)
    {
        foreach (var id in ids)
        {
            if (removed)
                await store.RemoveAsync(id);
            else
                await Until.TrueAsync(async () => await store.GetInfoAsync(id) is null);
        }
    }

    private static async Task AssertCountedAsListedAsync(ISessionStore store, int sessions)
    {
        Assert.Equal(sessions, await store.Directory.ListAsync().CountAsync());
        Assert.Equal(sessions, await store.Directory.CountAsync());
    }
}
