using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SessionOrleans.Embedded;

/// <summary>The grains in a silo that the application composes itself.</summary>
public sealed class OwnSiloTests
{
    [Fact]
    public async Task AddSessionStore_InASiloOfOnesOwn_ServesClientsOfThatCluster()
    {
        var silo = NewHost();
        silo.UseOrleans(orleans => orleans
            .UseLocalhostClustering(siloPort: 23_471, gatewayPort: 23_472, serviceId: "shop", clusterId: "shop")
            .AddSessionStore(options => options.MaxValueBytes = 100)
            .AddSessionStore(options => options.LockEnforcement = LockEnforcement.Advisory));
        using var siloHost = silo.Build();
        await siloHost.StartAsync();
        var client = NewHost();
        client.Services.AddSessionStoreClient(
            // The cluster is the application's, and so is who gets in.
            options => (options.GatewayPort, options.AllowUnauthenticatedCluster) = (23_472, true),
            orleans => orleans.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "shop"));
        using var clientHost = client.Build();
        await clientHost.StartAsync();
        var store = clientHost.Services.GetRequiredService<ISessionStore>();

        await using var held = await store.TryLockAsync("own-1");
        await store.SetAsync("own-1", "advisory: no lock needed");

        Assert.Equal("advisory: no lock needed", (await store.GetAsync<string>("own-1"))?.Value);
        // The silo's limit, which this client does not know.
        await Assert.ThrowsAsync<ArgumentException>(() => store.SetAsync("own-2", new byte[101]));
        await clientHost.StopAsync();
        await siloHost.StopAsync();
    }

    [Theory]
    [InlineData("REDIS_URL", "redis://cache:6379", "REDIS_URL names a Redis")]
    [InlineData("SessionStore:RedisUrl", "redis://cache:6379", "SessionStoreOptions.RedisUrl names a Redis")]
    [InlineData("SessionStore:Backend", "Redis", "Backend is Redis")]
    public async Task MemoryInsteadOfRedis_ConfiguredForASiloOfOnesOwn_IsRefused(string setting, string text, string what)
    {
        var builder = NewHost();
        builder.Configuration.AddInMemoryCollection([new(setting, text)]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 23_473, gatewayPort: 23_474).AddSessionStore());
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        var failure = Assert.Single(exception.Failures);
        Assert.Contains(what, failure, StringComparison.Ordinal);
        Assert.Contains("call services.AddSessionStore()", failure, StringComparison.Ordinal);
        Assert.Contains("set SessionStoreOptions.Backend to Memory", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MemoryInsteadOfRedis_AskedForWhereRedisIsAnothersToo_Starts()
    {
        var builder = NewHost();
        builder.Configuration.AddInMemoryCollection([new("REDIS_URL", "redis://cache:6379")]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 23_475, gatewayPort: 23_476)
            .AddSessionStore(options => options.Backend = SessionBackend.Memory));
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    /// <summary>As docs/own-silo.md says it. Nobody gives the cluster a name, so it has Orleans' own on both sides.</summary>
    [Fact]
    public async Task Client_OfAnOwnSiloWithoutNames_ReachesItsSessions()
    {
        var (siloPort, gatewayPort) = FreePort.TakeTwo();
        var builder = NewHost();
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(siloPort, gatewayPort).AddSessionStore());
        using var silo = builder.Build();
        await silo.StartAsync();
        var client = NewHost();
        client.Services.AddSessionStoreClient(
            options => options.AllowUnauthenticatedCluster = true, orleans => orleans.UseLocalhostClustering(gatewayPort));
        using var host = client.Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<ISessionStore>();

        await store.UpdateAsync<int>("visits", visits => visits + 1);
        Assert.Equal(2, (await store.UpdateAsync<int>("visits", visits => visits + 1)).Value);

        await host.StopAsync();
        await silo.StopAsync();
    }

    [Fact]
    public async Task MemoryOfEachSilo_TwoOfOneCluster_IsToldAsAnError()
    {
        using var recording = new RecordingLoggerProvider();
        using var first = NewMember(recording, siloPort: 23_477, primary: 23_477);
        using var second = NewMember(recording, siloPort: 23_478, primary: 23_477);
        await first.StartAsync();

        await second.StartAsync();

        await Until.TrueAsync(
            () => Task.FromResult(recording.Entries.Any(
                entry => entry.Level is LogLevel.Error && entry.Message.Contains("memory of its own", StringComparison.Ordinal))),
            what: "the error");
        await second.StopAsync();
        await first.StopAsync();
    }

    private static IHost NewMember(RecordingLoggerProvider recording, int siloPort, int primary)
    {
        var builder = NewHost();
        builder.Logging.AddProvider(recording);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, siloPort + 10, new IPEndPoint(IPAddress.Loopback, primary), "shops", "shops")
            .AddSessionStore());
        return builder.Build();
    }

    private static HostApplicationBuilder NewHost() => new(new HostApplicationBuilderSettings { DisableDefaults = true });
}
