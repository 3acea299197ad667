using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>A primary with two replicas, and three Sentinels that watch them.</summary>
internal sealed class SentinelServers(RedisSentinels sentinels, RedisServer outside) : ReplicatedServers(outside)
{
    /// <summary>Long enough that a busy machine lets nobody look dead who is not.</summary>
    private static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(3);

    public override string Url => sentinels.Url;

    public override IReadOnlyList<int> Ports => [.. sentinels.Servers.Select(server => server.Port), .. sentinels.Ports];

    public override int Promotions => sentinels.Failovers;

    public static async Task<SentinelServers> StartAsync() =>
        new(await RedisSentinels.StartAsync(downAfter: DownAfter, arguments: OnDisk), await RedisServer.StartAsync(OnDisk));

    public override async ValueTask DisposeAsync()
    {
        await sentinels.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IReadOnlyList<RedisServer>> PrimariesAsync() => [await sentinels.PrimaryAsync()];

    protected override Task<IReadOnlyList<RedisServer>> ReplicasOfAsync(RedisServer primary) =>
        Task.FromResult<IReadOnlyList<RedisServer>>([.. sentinels.Servers.Where(server => server != primary)]);

    protected override async Task<RedisServer> PromotedAsync(RedisServer killed, IReadOnlyList<RedisServer> replicas)
    {
        await Until.TrueAsync(
            async () => await sentinels.PrimaryAsync() != killed, TimeSpan.FromSeconds(60), "a replica is primary");
        return await sentinels.PrimaryAsync();
    }

    protected override Task SettleAsync() => sentinels.SettleAsync();
}
