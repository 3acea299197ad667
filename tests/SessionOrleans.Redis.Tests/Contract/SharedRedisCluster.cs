using StackExchange.Redis;

namespace SessionOrleans.Contract;

/// <summary>Three primaries and three replicas.</summary>
public sealed class SharedRedisCluster : IAsyncLifetime
{
    private ConnectionMultiplexer _connection = null!;

    public RedisClusterServers Servers { get; private set; } = null!;

    /// <summary>The node timeout is that of Redis: nothing here is to fail over, on however busy a machine.</summary>
    public async Task InitializeAsync()
    {
        Servers = await RedisClusterServers.StartAsync(nodeTimeout: TimeSpan.FromSeconds(15));
        _connection = await RedisBackend.ConnectAsync(Servers.Url);
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Servers.DisposeAsync();
    }

    /// <summary>A backend under a prefix of its own.</summary>
    internal Task<RedisBackend> NewBackendAsync() => RedisBackend.CreateAsync(_connection);
}
