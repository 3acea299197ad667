using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>A primary with two replicas, and three Sentinels that watch them.</summary>
internal sealed class SentinelServers(RedisSentinels sentinels, RedisServer outside) : ReplicatedServers(outside)
{
    public override string Url => sentinels.Url;

    public override IReadOnlyList<int> Ports => [.. sentinels.Servers.Select(server => server.Port), .. sentinels.Ports];

    public static async Task<SentinelServers> StartAsync() =>
        new(await RedisSentinels.StartAsync(arguments: OnDisk), await RedisServer.StartAsync(OnDisk));

    public override async ValueTask DisposeAsync()
    {
        await sentinels.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<(RedisServer Primary, IReadOnlyList<RedisServer> Replicas)> PrimaryAsync(int number)
    {
        var primary = await sentinels.PrimaryAsync();
        return (primary, [.. sentinels.Servers.Where(server => server != primary)]);
    }

    protected override async Task<RedisServer> PromotedAsync(RedisServer killed, IReadOnlyList<RedisServer> replicas)
    {
        await Until.TrueAsync(
            async () => await sentinels.PrimaryAsync() != killed, TimeSpan.FromSeconds(60), "a replica is primary");
        return await sentinels.PrimaryAsync();
    }

    protected override Task SettleAsync() => sentinels.SettleAsync();
}
