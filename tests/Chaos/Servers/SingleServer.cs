using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>One Redis, which has the resources outside, too. It comes back with all that it acknowledged.</summary>
internal sealed class SingleServer(RedisServer server) : IRedisServers
{
    public string Url => server.Url;

    public IReadOnlyList<int> Ports => [server.Port];

    public RedisServer Outside => server;

    public IReadOnlyList<Failover> Failovers => [];

    public static async Task<SingleServer> StartAsync() => new(await RedisServer.StartAsync(ReplicatedServers.OnDisk));

    public async Task FailAsync(int number, TimeSpan length, CancellationToken cancellationToken)
    {
        await server.KillAsync();
        await Task.Delay(length, cancellationToken);
        await server.StartAgainAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
