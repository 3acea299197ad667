using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.CommandLine;
using SessionOrleans.Chaos.Faults;
using SessionOrleans.Chaos.Servers;
using SessionOrleans.Chaos.Workloads;
using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Chaos.Processes;

/// <summary>A Redis that acknowledges what is on its disk, three silos on it, and clients.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private const int SiloCount = 3;

    private static readonly TimeSpan RestWithin = TimeSpan.FromSeconds(90);

    private readonly List<WorkerProcess> _clients = [];

    private ChaosCluster(IRedisServers redis, IReadOnlyList<SiloSlot> silos, OperationLog log) => (Redis, Silos, Log) = (redis, silos, log);

    public IRedisServers Redis { get; }

    public IReadOnlyList<SiloSlot> Silos { get; }

    public OperationLog Log { get; }

    /// <summary>The processes that no fault of a soak ends.</summary>
    public IEnumerable<WorkerProcess> LongLived => [Silos[0].Process, .. _clients];

    public static bool IsClient(string process) => process.StartsWith("client", StringComparison.Ordinal);

    public static async Task<ChaosCluster> StartAsync(ChaosSettings settings)
    {
        if (settings.Logs is { } folder)
            System.IO.Directory.CreateDirectory(folder);
        var redis = await IRedisServers.StartAsync(settings.Redis);
        var log = new OperationLog();
        Task<WorkerProcess> Start(string name, RedisWay? way, (int Silo, int Gateway)? ports) => WorkerProcess.StartAsync(
            new()
            {
                Name = name,
                StoreRedis = redis.Url,
                Way = way?.ToString(),
                OutsideRedis = $"127.0.0.1:{redis.Outside.Port}",
                SiloPort = ports?.Silo,
                GatewayPort = ports?.Gateway,
                IsLogging = settings.Logs is not null,
                Defect = settings.Defect,
            },
            log,
            settings.Logs,
            compilesOnce: settings.IsSoak);
        var silos = Enumerable.Range(0, SiloCount).Select(number => new SiloSlot(number, redis.Ports, Start));
        var cluster = new ChaosCluster(redis, [.. silos], log);
        try
        {
            // The first is alone when its loops begin, and has every session.
            await cluster.Silos[0].StartAsync();
            await Task.WhenAll(cluster.Silos.Skip(1).Select(silo => silo.StartAsync()));
            cluster._clients.AddRange(await Task.WhenAll(
                Enumerable.Range(1, settings.Clients).Select(number => Start($"client{number}", way: null, ports: null))));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets every call end, then reads every session in every process once more.</summary>
    public async Task RestAsync()
    {
        WorkerProcess[] all = [.. _clients, .. Silos.Select(silo => silo.Process)];
        await Task.WhenAll(all.Select(worker => worker.TellAsync(WorkerMessage.Rest, RestWithin)));
        await Task.WhenAll(all.Select(worker => worker.TellAsync(WorkerMessage.Read, RestWithin)));
    }

    /// <summary>What the resources outside saw, and what is left of it.</summary>
    public async Task<IReadOnlyList<Finding>> CheckOutsideAsync()
    {
        await using var connection = await Redis.Outside.ConnectAsync();
        var database = connection.GetDatabase();
        var found = new List<Finding>();
        foreach (var name in SessionIds.Locks)
        {
            var entries =
                (await database.ListRangeAsync(OutsideSet.EntriesOf(name))).Select(entry => OutsideEntry.Parse(entry.ToString())).ToList();
            var set =
                (await database.HashGetAsync(OutsideSet.KeyOf(name), "set")).ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
            found.AddRange(OutsideChecker.Check(entries, set));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        foreach (var silo in Silos)
            await silo.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
