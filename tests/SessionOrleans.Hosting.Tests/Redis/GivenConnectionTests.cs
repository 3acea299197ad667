using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace SessionOrleans.Redis;

/// <summary>A store on a connection that the application made.</summary>
public sealed class GivenConnectionTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    [Fact]
    public async Task Store_OnAConnectionGiven_MakesNoneAndLeavesItOpen()
    {
        await using (var store = await SessionStoreFactory.CreateAsync(Given()))
        {
            await store.SetAsync("given", 7);
            Assert.Equal(8, (await store.UpdateAsync<int>("given", value => value + 1)).Value);
            Assert.Equal(SessionBackend.Redis, store.Status.Backend);
            Assert.Equal(["application"], await ConnectionsAsync());
        }

        Assert.True(_connection.IsConnected);
        Assert.True((long)await _connection.GetDatabase().ExecuteAsync("DBSIZE") > 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("cache")]
    public async Task Host_WithTheConnectionRegistered_UsesItAndItsClientDoesToo(string? key)
    {
        using var silo = HostOf(key, services => services.AddSessionStore(options => Use(options, key)));
        await silo.StartAsync();
        using var client = HostOf(key, services => services.AddSessionStoreClient(options => Use(options, key)));
        await client.StartAsync();

        await StoreOf(client).SetAsync("registered", 7);

        Assert.Equal(7, (await StoreOf(silo).GetAsync<int>("registered"))!.Value);
        Assert.Equal(["application"], await ConnectionsAsync());
        await client.StopAsync();
        await silo.StopAsync();
        Assert.True(_connection.IsConnected);
    }

    /// <summary>Options may be set, and the connection registered, in any order, and before or behind the store.</summary>
    [Fact]
    public async Task Host_ConnectionRegisteredBehindTheStoreAndNamedInConfiguration_UsesIt()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSessionStore();
        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>("late", _connection);
        builder.Configuration.AddInMemoryCollection(
            [new("SessionStore:ConnectionServiceKey", "late"), new("REDIS_URL", "redis://elsewhere.invalid")]);
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(SessionBackend.Redis, StoreOf(host).Status.Backend);
        Assert.Contains($"127.0.0.1:{_redis.Port}", StoreOf(host).Status.Reason, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Probe_OfAConnectionGiven_LooksThroughItAndLeavesItOpen()
    {
        var found = await RedisProbe.CheckAsync(Given());

        Assert.True(found.IsAvailable, found.Reason);
        Assert.False(await _connection.GetDatabase().KeyExistsAsync("anything"));
        Assert.Equal(["application"], await ConnectionsAsync());
    }

    [Fact]
    public async Task Start_RedisOfTheConnectionIsDown_SaysWhoseConnectionItIs()
    {
        await _redis.KillAsync();
        await Until.TrueAsync(() => Task.FromResult(!_connection.IsConnected));

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => SessionStoreFactory.CreateAsync(Given()));

        Assert.Contains($"The application's connection to 127.0.0.1:{_redis.Port}/0 brought no answer", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServiceThatCannotBeMade_SaysWhy()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => throw new InvalidOperationException("No password for this machine."));
        builder.Services.AddSessionStore(options => options.UseRegisteredConnection = true);
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => host.StartAsync());

        Assert.Contains("No password for this machine.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_DisposedWithoutAStop_EndsSoon()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect($"127.0.0.1:{_redis.Port}"));
        builder.Services.AddSessionStore(options => options.UseRegisteredConnection = true);
        var host = builder.Build();
        await host.StartAsync();
        await StoreOf(host).SetAsync("given", 7);

        var begun = Stopwatch.GetTimestamp();
        host.Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",asyncTimeout=60000", true)]
    public async Task Start_ConnectionThatWaitsLong_IsWarnedOf(string settings, bool isWarned)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port}{settings}");
        using var log = new LogBook();
        await using var store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, ConnectionMultiplexer = connection }, log);

        Assert.Equal(isWarned, log.Of(LogLevel.Warning).Any(line => line.Contains("(asyncTimeout)", StringComparison.Ordinal)));
    }

    /// <summary>On a connection that is not for admins, and does not ask for INFO.</summary>
    [Fact]
    public async Task Start_RedisNotSetUpForSessions_IsWarnedOfAllTheSame()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "no");
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redis.Port}");
        using var log = new LogBook();
        await using var store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, ConnectionMultiplexer = connection }, log);

        Assert.Contains(log.Of(LogLevel.Warning), line => line.Contains("There is no append-only file", StringComparison.Ordinal));
    }

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        // As applications make it: no admin, commands wait for a connection, answers for five seconds.
        _connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port},name=application");
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static void Use(SessionStoreOptions options, string? key)
    {
        if (key is null)
            options.UseRegisteredConnection = true;
        else
            options.ConnectionServiceKey = key;
    }

    private static ISessionStore StoreOf(IHost host) => host.Services.GetRequiredService<ISessionStore>();

    private SessionStoreOptions Given() => new() { Backend = SessionBackend.Redis, ConnectionMultiplexer = _connection };

    private IHost HostOf(string? key, Action<IServiceCollection> add)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (key is null)
            builder.Services.AddSingleton<IConnectionMultiplexer>(_connection);
        else
            builder.Services.AddKeyedSingleton<IConnectionMultiplexer>(key, _connection);
        add(builder.Services);
        return builder.Build();
    }

    /// <summary>Whose the connections to this Redis are, by the names that they gave themselves.</summary>
    private async Task<string[]> ConnectionsAsync()
    {
        await using var operators = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port},allowAdmin=true,name=operators");
        return
        [
            .. (await operators.GetServers().Single().ClientListAsync()).Select(client => client.Name ?? "").Distinct()
                .Except(["operators"]),
        ];
    }
}
