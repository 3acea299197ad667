using SessionOrleans.Health;
using SessionOrleans.Sessions;

namespace SessionOrleans.Quotas;

/// <summary>A small Redis that fills up: who may still open sessions, and what health says.</summary>
public sealed class RedisMemoryTests : IAsyncLifetime
{
    private const int Megabytes = 40;

    private readonly string _alice = HashedId.Of("alice");
    private RedisServer _redis = null!;
    private ISessionStore _store = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync("--maxmemory", $"{Megabytes}mb", "--maxmemory-policy", "noeviction");
        _store = await SessionStoreFactory.CreateAsync(new() { RedisUrl = _redis.Url, Backend = SessionBackend.Redis, Prefix = "full:" });
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Create_WhileRedisFillsUp_IsRefusedToAnonymousCallersFirstAndHealthSaysSo()
    {
        Assert.Null(await HealthAsync());
        await CreateAsync(CallersSessions.Anonymous);
        var mine = await CreateAsync(_alice);

        await FillToAsync(0.85);
        await SaidAsync("signed-in ones can");
        var refusal = await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync(CallersSessions.Anonymous));
        Assert.Contains("MemoryHighWaterMark", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.RetryAfter);
        await CreateAsync(_alice);

        await FillToAsync(0.95);
        await SaidAsync("No MCP caller");
        await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync(_alice));

        // What is there goes on, and what the application stores itself is its own business.
        await _store.SetAsync(mine, "changed", Limits(_alice));
        await _store.SetAsync("the-applications", "value");
        Assert.True(await _store.RemoveAsync(mine));

        await EmptyAsync();
        await Until.TrueAsync(async () => await HealthAsync() is null);
        await CreateAsync(CallersSessions.Anonymous);
    }

    private async Task SaidAsync(string expected)
    {
        string? said = null;
        try
        {
            await Until.TrueAsync(async () =>
            {
                said = await HealthAsync();
                return said?.Contains(expected, StringComparison.Ordinal) is true;
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Health said: {said}");
        }
    }

    private static SessionWriteOptions Limits(string owner) => new()
    {
        Owner = owner,
        Limits = new(owner, 65_536, new(100, 100, 1 << 30, int.MaxValue), new(int.MaxValue, isAnonymous: false, TimeProvider.System)),
    };

    private Task<string?> HealthAsync() => ((IStoreHealth)_store).CheckHealthAsync(CancellationToken.None);

    private async Task<string> CreateAsync(string owner)
    {
        var id = owner == CallersSessions.Anonymous
            ? $"basket_{HashedId.Of(Guid.NewGuid().ToString())}"
            : $"basket~{Guid.NewGuid():N}~{owner}";
        Assert.NotNull(await _store.TrySetAsync(id, "value", WriteCondition.IfAbsent, Limits(owner)));
        return id;
    }

    /// <summary>Others fill the Redis that the store is in.</summary>
    private async Task FillToAsync(double share)
    {
        await using var redis = await _redis.ConnectAsync();
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        for (var i = 0; ; i++)
        {
            var used = long.Parse(
                (await server.InfoAsync("memory")).SelectMany(group => group).First(pair => pair.Key == "used_memory").Value,
                System.Globalization.CultureInfo.InvariantCulture);
            if (used >= share * Megabytes * 1_048_576)
                return;
            await redis.GetDatabase().StringSetAsync($"filler:{share}:{i}", new byte[256 * 1_024]);
        }
    }

    private async Task EmptyAsync()
    {
        await using var redis = await _redis.ConnectAsync();
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        await foreach (var key in server.KeysAsync(pattern: "filler:*"))
            await redis.GetDatabase().KeyDeleteAsync(key);
    }
}
