using SessionOrleans.Chaos.Faults;
using SessionOrleans.Chaos.Soaking;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>One Redis. It comes back with all that it acknowledged.</summary>
internal sealed class SingleServer(RedisServer server, RedisServer outside) : IRedisServers
{
    public string Url => server.Url;

    public IReadOnlyList<int> Ports => [server.Port];

    public RedisServer Outside => outside;

    public IReadOnlyList<Failover> Failovers => [];

    public int Promotions => 0;

    public static async Task<SingleServer> StartAsync() =>
        new(await RedisServer.StartAsync(ReplicatedServers.OnDisk), await RedisServer.StartAsync(ReplicatedServers.OnDisk));

    public Task<IReadOnlyList<Sample>> UseAsync() => RedisUse.OfAsync([server]);

    public async Task FailAsync(int number, TimeSpan length, CancellationToken cancellationToken)
    {
        await server.KillAsync();
        await FaultTime.PassAsync(length, cancellationToken);
        await server.StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await outside.DisposeAsync();
    }
}
