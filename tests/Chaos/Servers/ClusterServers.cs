using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>A Redis Cluster of three primaries, each with a replica.</summary>
internal sealed class ClusterServers(RedisClusterServers cluster, RedisServer outside) : ReplicatedServers(outside)
{
    /// <summary>Long enough that a busy machine lets nobody look dead who is not.</summary>
    private static readonly TimeSpan NodeTimeout = TimeSpan.FromSeconds(3);

    public override string Url => cluster.Url;

    public override IReadOnlyList<int> Ports => [.. cluster.Nodes.Select(node => node.Port)];

    public override int Promotions => cluster.Failovers;

    public static async Task<ClusterServers> StartAsync() =>
        new(await RedisClusterServers.StartAsync(nodeTimeout: NodeTimeout, arguments: OnDisk), await RedisServer.StartAsync(OnDisk));

    public override async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task<IReadOnlyList<RedisServer>> PrimariesAsync() => cluster.PrimariesAsync();

    protected override Task<IReadOnlyList<RedisServer>> ReplicasOfAsync(RedisServer primary) => cluster.ReplicasOfAsync(primary);

    protected override async Task<RedisServer> PromotedAsync(RedisServer killed, IReadOnlyList<RedisServer> replicas)
    {
        RedisServer? promoted = null;
        await Until.TrueAsync(
            async () => (promoted = (await cluster.PrimariesAsync()).FirstOrDefault(replicas.Contains)) is not null,
            TimeSpan.FromSeconds(60),
            "a replica is primary");
        return promoted!;
    }

    protected override Task SettleAsync() => cluster.SettleAsync();
}
