namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

/// <summary>Subscriptions while silos come and go.</summary>
public sealed class McpSubscriptionSiloTests(RedisCluster cluster) : IClassFixture<RedisCluster>
{
    [Fact]
    public async Task Listener_AfterAllSilosWereReplaced_IsToldToLookAndHearsOn()
    {
        await using var hosts = await McpHosts.StartAsync(
            cluster, server => server.WithTools<BasketResources>().WithResources<BasketResources>().WithSessionStoreSubscriptions());
        await using var listener = await Listener.StartAsync(await hosts.ConnectAsync(1), "basket://1");

        await cluster.ReplaceSilosAsync();

        // Something may have been missed meanwhile, and that is said without any announcement.
        Assert.Equal("basket://1", await listener.NextAsync());
        await hosts.All[0].Services.GetRequiredService<IServerChanges>().AnnounceResourceToAllAsync("basket://1");
        Assert.Equal("basket://1", await listener.NextAsync());
    }
}
