using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
            options => options.GatewayPort = 23_472,
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

    private static HostApplicationBuilder NewHost() => new(new HostApplicationBuilderSettings { DisableDefaults = true });
}
