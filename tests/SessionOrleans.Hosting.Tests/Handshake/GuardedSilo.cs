using System.Net;
using Microsoft.Extensions.Logging;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Handshake;

/// <summary>A silo on a Redis of its own, with nothing set that has to do with who gets in.</summary>
public sealed class GuardedSilo : IAsyncLifetime
{
    public const string Prefix = "guarded:";

    private readonly (int Silo, int Gateway) _ports = FreePort.TakeTwo();
    private ConnectionMultiplexer _operators = null!;

    public RedisServer Redis { get; private set; } = null!;

    public ISessionStore Store { get; private set; } = null!;

    public LogBook Log { get; } = new();

    public IPEndPoint SiloPort => new(IPAddress.Loopback, _ports.Silo);

    public IPEndPoint Gateway => new(IPAddress.Loopback, _ports.Gateway);

    /// <summary>What an operator sees in Redis.</summary>
    public IDatabase Database => _operators.GetDatabase();

    public string[] Warnings => Log.Of(LogLevel.Warning);

    /// <summary>Of another process of the same cluster.</summary>
    public SessionStoreOptions Options(SessionStoreHosting hosting = SessionStoreHosting.Client) => new()
    {
        Backend = SessionBackend.Redis, RedisUrl = Redis.Url, Prefix = Prefix, Hosting = hosting,
    };

    public async Task<string> SecretAsync() => (await Database.StringGetAsync(ClusterName.SecretKey(Prefix))).ToString();

    /// <summary>What the silo let in. A silo that was let in would be a second one.</summary>
    public async Task<int> MembersAsync() =>
        (await ((SessionStore)Store).Connection.Grains.GetGrain<Orleans.Runtime.IManagementGrain>(0).GetHosts(onlyActive: false)).Count;

    public async Task InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        _operators = await Redis.ConnectAsync();
        var options = Options(SessionStoreHosting.Embedded);
        (options.SiloPort, options.GatewayPort) = _ports;
        Store = await SessionStoreFactory.CreateAsync(options, Log);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _operators.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
