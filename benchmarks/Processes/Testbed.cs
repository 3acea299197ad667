using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Benchmarks.Bare;
using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Subjects;
using SessionOrleans.Testing;
using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>A Redis of the run's own, and the parties, each started when it is first asked for. Not thread-safe.</summary>
internal sealed class Testbed : IAsyncDisposable
{
    private readonly RedisServer _redis;
    private readonly ConnectionMultiplexer _connection;
    private readonly SessionBackend _backend;
    private readonly Dictionary<(Side, bool), Party> _parties = [];
    private readonly Stack<IAsyncDisposable> _owned = [];

    private Testbed(RedisServer redis, ConnectionMultiplexer connection, SessionBackend backend)
    {
        (_redis, _connection, _backend) = (redis, connection, backend);
        _owned.Push(redis);
        _owned.Push(connection);
    }

    public IDatabase Database => _connection.GetDatabase();

    public IServer Server => _connection.GetServers()[0];

    /// <summary>Redis without files: a disk that others share is noise for every side alike.</summary>
    public static async Task<Testbed> StartAsync(SessionBackend backend)
    {
        var redis = await RedisServer.StartAsync("--appendonly", "no");
        return new Testbed(redis, await redis.ConnectAsync(), backend);
    }

    /// <summary>A party whose silo is in this process, or in one of its own.</summary>
    public async Task<Party> PartyAsync(Side side, bool embedded, CancellationToken cancellationToken)
    {
        if (!_parties.TryGetValue((side, embedded), out var party))
            _parties[(side, embedded)] = party = await StartAsync(side, embedded, cancellationToken);
        return party;
    }

    /// <summary>A silo of ours in a process of its own, and a client of it.</summary>
    public async Task<(SiloProcess Silo, StoreHost Client)> StartStoreAsync(CancellationToken cancellationToken)
    {
        var settings = NewSettings("bench:");
        var silo = Own(await SiloProcess.StartAsync(SiloKind.Store, settings, cancellationToken));
        return (silo, Own(await StoreHost.ConnectAsync(settings.ApplyToClient, cancellationToken)));
    }

    /// <summary>Silos of ours, each in a process of its own, that are a cluster beside the others of this Redis, and a client of it.</summary>
    public async Task<StoreCluster> StartClusterAsync(int silos, CancellationToken cancellationToken)
    {
        var prefix = $"cluster-{silos}:";
        var started = new SiloProcess[silos];
        for (var at = 0; at < silos; at++)
            started[at] = Own(await SiloProcess.StartAsync(SiloKind.Store, NewSettings(prefix), cancellationToken));
        return new StoreCluster(started, Own(await StoreHost.ConnectAsync(NewSettings(prefix).ApplyToClient, cancellationToken)));
    }

    /// <summary>A silo of ours, and as many clients of it as there would be hosts.</summary>
    public async Task<IReadOnlyList<ISubject>> OursAsync(int clients, CancellationToken cancellationToken)
    {
        var settings = NewSettings("bench:");
        Own(await SiloProcess.StartAsync(SiloKind.Store, settings, cancellationToken));
        var subjects = new ISubject[clients];
        for (var at = 0; at < clients; at++)
            subjects[at] = new StoreSubject(Own(await StoreHost.ConnectAsync(settings.ApplyToClient, cancellationToken)).Store);
        return subjects;
    }

    /// <summary>What everybody spent so far.</summary>
    public Task<CpuTimes> CpuAsync(Party party) => CpuAsync(party.Silo is { } silo ? [silo] : []);

    /// <inheritdoc cref="CpuAsync(Party)"/>
    public async Task<CpuTimes> CpuAsync(IReadOnlyList<SiloProcess> silos)
    {
        var info = (await Server.InfoAsync("cpu")).SelectMany(section => section).ToDictionary(line => line.Key, line => line.Value);
        var redis = double.Parse(info["used_cpu_sys"], provider: null) + double.Parse(info["used_cpu_user"], provider: null);
        var silo = silos.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Cpu);
        return new CpuTimes(Environment.CpuUsage.TotalTime, silo, TimeSpan.FromSeconds(redis));
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
            await owned.DisposeAsync();
    }

    private async Task<Party> StartAsync(Side side, bool embedded, CancellationToken cancellationToken) => side switch
    {
        Side.Redis => new Party(side, new RedisSubject(Database, new ScriptLock(Database))),
        Side.LockTake => new Party(side, new RedisSubject(Database, new TakeLock(Database))),
        Side.Bare when embedded => new Party(side, new BareSubject(GrainsOf(await EmbedBareAsync(cancellationToken)))),
        Side.Bare => await StartBareAsync(cancellationToken),
        _ when embedded => new Party(side, new StoreSubject(Own(await StoreHost.EmbedAsync(NewSettings("embedded:").ApplyToSilo, cancellationToken)).Store)),
        _ => await StartStoreAsync(cancellationToken) is var (silo, client) ? new Party(side, new StoreSubject(client.Store), silo) : null!,
    };

    private async Task<Party> StartBareAsync(CancellationToken cancellationToken)
    {
        var settings = NewSettings("");
        var silo = Own(await SiloProcess.StartAsync(SiloKind.Bare, settings, cancellationToken));
        var client = await BareSilo.ConnectAsync(settings.GatewayPort, cancellationToken);
        Own((IAsyncDisposable)client);
        return new Party(Side.Bare, new BareSubject(GrainsOf(client)), silo);
    }

    private async Task<IHost> EmbedBareAsync(CancellationToken cancellationToken)
    {
        var settings = NewSettings("");
        var host = BareSilo.Build(settings.SiloPort, settings.GatewayPort, settings.Redis);
        Own((IAsyncDisposable)host);
        await host.StartAsync(cancellationToken);
        return host;
    }

    private SiloSettings NewSettings(string prefix) => new(FreePort.Take(), FreePort.Take(), $"127.0.0.1:{_redis.Port}", prefix, _backend);

    private static IGrainFactory GrainsOf(IHost host) => host.Services.GetRequiredService<IGrainFactory>();

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Push(owned);
        return owned;
    }
}
