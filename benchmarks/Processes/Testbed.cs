using Microsoft.Extensions.Hosting;
using SessionOrleans.Harness;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>A Redis of the run's own, and the parties, each started when it is first asked for. Not thread-safe.</summary>
internal sealed class Testbed : IAsyncDisposable
{
    private readonly MeasuredRedis _redis;
    private readonly SessionBackend _backend;
    private readonly Dictionary<(Side, bool), Party> _parties = [];
    private readonly Stack<IAsyncDisposable> _owned;

    private Testbed(MeasuredRedis redis, SessionBackend backend) => (_redis, _backend, _owned) = (redis, backend, new([redis]));

    public static Task<Testbed> StartAsync(MeasureSettings settings) => StartAsync(settings.Redis, settings.Backend);

    public static async Task<Testbed> StartAsync(RedisKind redis, SessionBackend backend) =>
        new(await MeasuredRedis.StartAsync(redis), backend);

    /// <summary>A party whose silo is in this process, or in one of its own.</summary>
    public async Task<Party> PartyAsync(Side side, bool embedded, CancellationToken cancellationToken)
    {
        if (!_parties.TryGetValue((side, embedded), out var party))
            _parties[(side, embedded)] = party = await StartAsync(side, embedded, cancellationToken);
        return party;
    }

    /// <summary>Silos of ours in processes of their own that are a cluster beside the others of this Redis, and clients of it.</summary>
    public async Task<(SiloProcess[] Silos, ISessionStore[] Stores)> StartClusterAsync(
        int silos, int clients, CancellationToken cancellationToken)
    {
        var prefix = $"bench-{silos}:";
        var settings = NewSettings(prefix);
        var started = new SiloProcess[silos];
        for (var at = 0; at < silos; at++)
            started[at] = Own(await SiloProcess.StartAsync(at == 0 ? settings : NewSettings(prefix), cancellationToken));
        var stores = new ISessionStore[clients];
        for (var at = 0; at < clients; at++)
            stores[at] = Own(await RunningHost.StartAsync(settings.AddClient, cancellationToken)).Get<ISessionStore>();
        return (started, stores);
    }

    /// <summary>What everybody spent so far.</summary>
    public async Task<CpuTimes> CpuAsync(IReadOnlyList<SiloProcess> silos)
    {
        var redis = await _redis.AskAsync("cpu", "used_cpu_sys") + await _redis.AskAsync("cpu", "used_cpu_user");
        return new CpuTimes(Environment.CpuUsage.TotalTime.TotalMicroseconds, silos.Sum(silo => silo.Cpu.TotalMicroseconds), redis * 1e6);
    }

    /// <summary>How many keys Redis holds.</summary>
    public Task<long> KeysAsync() => _redis.KeysAsync();

    /// <summary>One number of INFO.</summary>
    public Task<double> AskRedisAsync(string section, string field) => _redis.AskAsync(section, field);

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
            await owned.DisposeAsync();
    }

    private async Task<Party> StartAsync(Side side, bool embedded, CancellationToken cancellationToken)
    {
        var database = _redis.Database;
        switch (side)
        {
            case Side.Redis:
                return new Party(RedisSubject.WithLockOfScript(database), []);
            case Side.DistributedLock:
                return new Party(RedisSubject.WithDistributedLock(database), []);
            case Side.DistributedCache:
                return new Party(new DistributedCacheSubject(database.Multiplexer), []);
            case Side.FusionCache:
                return new Party(new FusionCacheSubject(database.Multiplexer), []);
            case Side.Ours when !embedded:
                var (processes, stores) = await StartClusterAsync(silos: 1, clients: 1, cancellationToken);
                return new Party(new StoreSubject(stores[0]), processes);
        }

        var settings = NewSettings("embedded:", isBare: side is Side.Bare);
        SiloProcess[] silos = embedded ? [] : [Own(await SiloProcess.StartAsync(settings, cancellationToken))];
        Action<HostApplicationBuilder> add = embedded ? builder => settings.AddSilo(builder) : settings.AddClient;
        var host = Own(await RunningHost.StartAsync(add, cancellationToken));
        ISubject subject = side is Side.Bare ? new BareSubject(host.Get<IGrainFactory>()) : new StoreSubject(host.Get<ISessionStore>());
        return new Party(subject, silos);
    }

    private SiloSettings NewSettings(string prefix, bool isBare = false) => new()
    {
        IsBare = isBare, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(),
        Redis = _redis.Hosts, Prefix = prefix, Backend = _backend,
    };

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Push(owned);
        return owned;
    }
}
