using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Redis;

/// <summary>Logins that are fetched, and exchanged while stores run.</summary>
public sealed class RedisLoginTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private RenewedUser _user = null!;

    [Fact]
    public async Task Token_RenewedAndTheOldConnectionsEnded_StoreGoesOn()
    {
        var asked = 0;
        var options = Options((redis, _) =>
        {
            Interlocked.Increment(ref asked);
            (redis.User, redis.Password) = (RenewedUser.Name, _user.Token);
            return Task.CompletedTask;
        });
        await using var store = await SessionStoreFactory.CreateAsync(options);
        await store.SetAsync("login", 1);
        var before = asked;

        await _user.RenewAsync();
        Assert.InRange(await _user.EndConnectionsAsync(), 2, 10);

        await AssertGoesOnAsync(store, options);
        Assert.InRange(asked, before + 2, before + 20);
    }

    [Fact]
    public async Task Token_RenewedByAProvider_ConnectionsStayUpAndLaterOnesUseIt()
    {
        var provider = new TokenProvider(_user);
        var options = Options(async (redis, cancellationToken) =>
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            redis.Defaults = provider;
        });
        await using var store = await SessionStoreFactory.CreateAsync(options);
        await store.SetAsync("login", 1);
        var connections = await _user.ConnectionsAsync();

        await _user.RenewAsync();
        await provider.LogInAnewAsync();
        await store.SetAsync("login", 1);
        Assert.Equal(connections, await _user.ConnectionsAsync());
        Assert.InRange(provider.Connections, 2, 3);

        await _user.RenewAsync();
        await _user.EndConnectionsAsync();
        await AssertGoesOnAsync(store, options);
    }

    [Fact]
    public async Task Password_ExchangedInTheNamedConnectionString_IsReadAnew()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:cache", ConnectionString())]);
        builder.Services.AddSessionStore(options => options.ConnectionName = "cache");
        using var host = builder.Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<ISessionStore>();
        await store.SetAsync("login", 1);

        await _user.RenewAsync();
        builder.Configuration["ConnectionStrings:cache"] = ConnectionString();
        await _user.EndConnectionsAsync();

        await AssertGoesOnAsync(store, new() { RedisUrl = ConnectionString(), Backend = SessionBackend.Redis });
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_HookThatThrows_SaysSo()
    {
        var options = Options((_, _) => throw new InvalidOperationException("No token for this machine."));

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => SessionStoreFactory.CreateAsync(options));
        var probed = await RedisProbe.CheckAsync(options);

        Assert.Contains("ConfigureRedisAsync threw InvalidOperationException: No token for this machine.", refused.Message,
            StringComparison.Ordinal);
        Assert.False(probed.IsAvailable);
        Assert.Contains("No token for this machine.", probed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_WithTheHook_LogsInAsAStoreWould()
    {
        var found = await RedisProbe.CheckAsync(Options((redis, _) =>
        {
            redis.Defaults = new TokenProvider(_user);
            return Task.CompletedTask;
        }));

        Assert.True(found.IsAvailable, found.Reason);
        Assert.Contains($"as {RenewedUser.Name}", found.Reason, StringComparison.Ordinal);
    }

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _user = await RenewedUser.OfAsync(_redis);
    }

    public async Task DisposeAsync()
    {
        await _user.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>It writes again soon, and its silo and one that joins now know each other: membership goes on, too.</summary>
    private static async Task AssertGoesOnAsync(ISessionStore store, SessionStoreOptions options)
    {
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    return await store.SetAsync("login", 2) > 0;
                }
                catch (SessionStoreException)
                {
                    return false;
                }
            },
            what: "a write with the new token");
        await using var other = await SessionStoreFactory.CreateAsync(options);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => other.SetAsync($"joined-{number}", number)));
        for (var number = 0; number < 20; number++)
            Assert.Equal(number, (await store.GetAsync<int>($"joined-{number}"))!.Value);
    }

    private SessionStoreOptions Options(Func<ConfigurationOptions, CancellationToken, Task> configure) =>
        new() { Backend = SessionBackend.Redis, RedisUrl = _redis.Url, ConfigureRedisAsync = configure };

    private string ConnectionString() => $"127.0.0.1:{_redis.Port},user={RenewedUser.Name},password={_user.Token}";
}
