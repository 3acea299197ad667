namespace SessionOrleans.Contract;

/// <summary>Three primaries and three replicas.</summary>
public sealed class SharedRedisCluster : IAsyncLifetime
{
    public RedisClusterServers Servers { get; private set; } = null!;

    /// <summary>The node timeout is that of Redis: nothing here is to fail over, on however busy a machine.</summary>
    public async Task InitializeAsync() => Servers = await RedisClusterServers.StartAsync(nodeTimeout: TimeSpan.FromSeconds(15));

    public async Task DisposeAsync() => await Servers.DisposeAsync();
}
