using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>A Redis Cluster of three primaries, each with a replica.</summary>
internal sealed class ClusterServers(RedisClusterServers cluster, RedisServer outside) : ReplicatedServers(outside)
{
    public override string Url => cluster.Url;

    public override IReadOnlyList<int> Ports => [.. cluster.Nodes.Select(node => node.Port)];

    public static async Task<ClusterServers> StartAsync() =>
        new(await RedisClusterServers.StartAsync(arguments: OnDisk), await RedisServer.StartAsync(OnDisk));

    public override async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<(RedisServer Primary, IReadOnlyList<RedisServer> Replicas)> PrimaryAsync(int number)
    {
        var primaries = await cluster.PrimariesAsync();
        var primary = primaries[number % primaries.Count];
        return (primary, await cluster.ReplicasOfAsync(primary));
    }

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
