using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace SessionOrleans.Silo;

/// <summary>Applications that use one Redis, knowingly or not.</summary>
public sealed class SharedRedisTests : IAsyncLifetime
{
    private const string Applications = "mcp:session:a:applications";
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
    public async Task TwoApplications_OnOneRedisWithTheDefaultPrefix_TheSecondIsWarned()
    {
        var (first, second) = (new LogBook(), new LogBook());
        await RunAsync("shop", first);

        await RunAsync("billing", second);

        Assert.Empty(WarningsOf(first));
        var warning = Assert.Single(WarningsOf(second));
        Assert.Contains("'billing' and 'shop'", warning, StringComparison.Ordinal);
        Assert.Contains("Set SessionStoreOptions.Prefix", warning, StringComparison.Ordinal);
        Assert.Contains($":{_redis.Port}", warning, StringComparison.Ordinal);
        Assert.InRange((await Database.KeyTimeToLiveAsync(Applications))!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task OneApplication_OnManyHosts_IsNotWarnedOfItself()
    {
        var log = new LogBook();
        await RunAsync("shop", log);
        await RunAsync("shop", log);

        Assert.Empty(WarningsOf(log));
    }

    [Fact]
    public async Task TwoApplications_WithAPrefixThatTheySet_ShareItOnPurpose()
    {
        var log = new LogBook();
        foreach (var name in (string[])["shop", "billing"])
        {
            using var host = await StartAsync(name, log, options => options.Prefix = "shared:");
            await host.StopAsync();
        }

        Assert.Empty(WarningsOf(log));
        Assert.False(await Database.KeyExistsAsync("shared:a:applications"));
    }

    [Fact]
    public async Task ClientsOfSilosApart_OfOneApplication_AreNotWarnedAndAnotherIs()
    {
        await using var silo = await SiloProcess.StartAsync(("SessionStore__Backend", "Redis"), ("SessionStore__RedisUrl", _redis.Url));
        var (own, other) = (new LogBook(), new LogBook());
        await RunAsync("shop-silo", own);
        await RunAsync("shop", own, options => options.Hosting = SessionStoreHosting.Client);

        await RunAsync("billing", other, options => options.Hosting = SessionStoreHosting.Client);

        Assert.Empty(WarningsOf(own));
        Assert.Contains("'billing' and 'shop'", Assert.Single(WarningsOf(other)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> WarningsOf(LogBook log) =>
        log.Of(LogLevel.Warning).Where(line => line.Contains("the same Redis", StringComparison.Ordinal));

    /// <summary>Starts a host, waits until it has left its name, and stops it.</summary>
    private async Task RunAsync(string name, LogBook log, Action<SessionStoreOptions>? configure = null)
    {
        var before = await SeenAsync();
        using var host = await StartAsync(name, log, configure);
        await Until.TrueAsync(async () => await SeenAsync() > before);
        await host.StopAsync();
    }

    private async Task<double> SeenAsync() =>
        (await Database.SortedSetRangeByRankWithScoresAsync(Applications, -1, -1)) is [var last] ? last.Score : 0;

    private async Task<IHost> StartAsync(string name, LogBook log, Action<SessionStoreOptions>? configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = name });
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddSessionStore(options =>
        {
            (options.Backend, options.RedisUrl) = (SessionBackend.Redis, _redis.Url);
            configure?.Invoke(options);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
