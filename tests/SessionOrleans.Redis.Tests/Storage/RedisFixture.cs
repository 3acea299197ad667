using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>One Redis for the tests that leave it alone.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;

    internal IConnectionMultiplexer Connection { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Connection = await RedisBackend.ConnectAsync(_server.Port);
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server!.DisposeAsync();
    }

    /// <summary>A backend under a prefix of its own.</summary>
    internal Task<RedisBackend> NewBackendAsync(string? prefix = null, TimeProvider? time = null) =>
        RedisBackend.CreateAsync(Connection, prefix, time);
}
