using System.Globalization;

namespace SessionOrleans.Harness;

/// <summary>
/// A Redis Cluster of the test's own: redis-server processes on free ports of loopback. Each node can be killed, paused and started again;
/// a primary that stays away is replaced by its replica about a second after the node timeout.
/// </summary>
public sealed class RedisClusterServers : IAsyncDisposable
{
    private const int Slots = 16_384;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _primaries;

    private RedisClusterServers(IReadOnlyList<RedisServer> nodes, int primaries) => (Nodes, _primaries) = (nodes, primaries);

    /// <summary>All nodes: first those that began as primaries, in the order of their slots, then their replicas.</summary>
    public IReadOnlyList<RedisServer> Nodes { get; }

    /// <summary>For <c>SessionStoreOptions.RedisUrl</c>: all nodes.</summary>
    public string Url => string.Join(',', Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}")));

    /// <summary>How often a replica became a primary.</summary>
    public int Failovers => Nodes.Sum(node => node.Log.Count(line => line.Contains("Failover election won", StringComparison.Ordinal)));

    /// <summary>Starts one, and returns when all nodes agree, every slot is served and every replica follows: some 3 s.</summary>
    /// <param name="primaries">How many share the slots, 1 or more. Fewer than 3 cannot replace one that is killed.</param>
    /// <param name="replicas">How many follow each.</param>
    /// <param name="nodeTimeout">After which a node counts as gone. 2 s unless set; less may fail over by itself on a busy machine.</param>
    /// <param name="arguments">For every node, as on the command line.</param>
    public static async Task<RedisClusterServers> StartAsync(
        int primaries = 3, int replicas = 1, TimeSpan? nodeTimeout = null, params string[] arguments)
    {
        var timeout = (int)(nodeTimeout ?? TimeSpan.FromSeconds(2)).TotalMilliseconds;
        var starts = Enumerable.Range(0, primaries * (1 + replicas)).Select(_ => StartNodeAsync(timeout, arguments)).ToList();
        try
        {
            var cluster = new RedisClusterServers(await Task.WhenAll(starts), primaries);
            await cluster.JoinAsync();
            await cluster.SettleAsync();
            return cluster;
        }
        catch
        {
            foreach (var start in starts.Where(start => start.IsCompletedSuccessfully))
                await (await start).DisposeAsync();
            throw;
        }
    }

    /// <summary>The node that is primary of a key. Where it was killed, waits until its replica is.</summary>
    public async Task<RedisServer> PrimaryOfAsync(string key)
    {
        var asked = Nodes.First(node => node.IsRunning);
        var slot = int.Parse(await asked.AskAsync("CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);
        RedisServer? primary = null;
        await Until.TrueAsync(
            async () =>
            {
                var owners = (await SelvesAsync()).Where(node => node.Self.Has(slot));
                primary = owners.OrderBy(node => node.Self.Epoch).LastOrDefault().Server;
                return primary is not null;
            },
            Patience,
            "a node serves the key");
        return primary!;
    }

    /// <summary>The nodes that serve slots now, in the order of their slots.</summary>
    public async Task<IReadOnlyList<RedisServer>> PrimariesAsync() =>
        [.. (await SelvesAsync()).Where(node => node.Self is { IsPrimary: true, Ranges.Count: > 0 })
            .OrderBy(node => int.Parse(node.Self.Ranges[0].Split('-')[0], CultureInfo.InvariantCulture)).Select(node => node.Server)];

    /// <summary>The nodes that follow a primary now.</summary>
    public async Task<IReadOnlyList<RedisServer>> ReplicasOfAsync(RedisServer primary)
    {
        var selves = await SelvesAsync();
        var id = selves.Single(node => node.Server == primary).Self.Id;
        return [.. selves.Where(node => node.Self.PrimaryId == id).Select(node => node.Server)];
    }

    /// <summary>Waits until every node runs in agreement with all others, every slot is served and every replica follows.</summary>
    public Task SettleAsync() => Until.TrueAsync(IsSettledAsync, Patience, "the nodes of the Redis Cluster agree");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
    }

    private static Task<RedisServer> StartNodeAsync(int timeout, string[] arguments) => RedisServer.StartAsync(
        [
            "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf",
            "--cluster-node-timeout", timeout.ToString(CultureInfo.InvariantCulture),
            "--cluster-port", FreePort.Take().ToString(CultureInfo.InvariantCulture), "--repl-diskless-sync-delay", "0", .. arguments,
        ]);

    private async Task JoinAsync()
    {
        var ids = await Task.WhenAll(Nodes.Select(node => node.AskAsync("CLUSTER", "MYID")));
        await Task.WhenAll(Nodes.Select(async (node, index) =>
        {
            await node.AskAsync("CLUSTER", "SET-CONFIG-EPOCH", $"{index + 1}");
            if (index < _primaries)
                await node.AskAsync(
                    "CLUSTER", "ADDSLOTSRANGE", $"{index * Slots / _primaries}", $"{((index + 1) * Slots / _primaries) - 1}");

            // Each with each: word of mouth takes seconds.
            foreach (var other in Nodes.Skip(index + 1))
                await node.AskAsync("CLUSTER", "MEET", "127.0.0.1", $"{other.Port}", await BusPortOfAsync(other));
        }));
        await Task.WhenAll(Nodes.Skip(_primaries).Select((node, index) => Until.TrueAsync(
            async () => await RedisAnswer.TryAsync(node.Port, "CLUSTER", "REPLICATE", ids[index % _primaries]) is not null,
            Patience,
            "a replica knows its primary")));
    }

    private static async Task<string> BusPortOfAsync(RedisServer node) =>
        (await node.AskAsync("CONFIG", "GET", "cluster-port")).Split('\n')[1];

    private async Task<IReadOnlyList<(RedisServer Server, RedisClusterNode Self)>> SelvesAsync()
    {
        var answers = await Task.WhenAll(Nodes.Select(async node => (Server: node, Says: await NodesAsync(node))));
        return [.. answers.Where(answer => answer.Says.Count > 0).Select(answer => (
            answer.Server, answer.Says.Single(node => node.IsMyself)))];
    }

    private static async Task<IReadOnlyList<RedisClusterNode>> NodesAsync(RedisServer node) =>
        node.IsRunning && await RedisAnswer.TryAsync(node.Port, "CLUSTER", "NODES") is { } nodes ? RedisClusterNode.Parse(nodes) : [];

    private async Task<bool> IsSettledAsync()
    {
        var views = await Task.WhenAll(Nodes.Select(NodesAsync));
        var roles = views.Select(view => string.Join(' ', view.Where(node => node is { IsInDoubt: false, Ranges.Count: > 0 } or
            { IsInDoubt: false, IsPrimary: false }).OrderBy(node => node.Id, StringComparer.Ordinal)
            .Select(node => $"{node.Id} {node.PrimaryId} {string.Join(',', node.Ranges)}")));
        var isAgreed = roles.Distinct().Count() == 1 && views[0].Count == Nodes.Count && views[0].All(node => !node.IsInDoubt)
            && views[0].Count(node => node.Ranges.Count > 0) == _primaries;
        return isAgreed && (await Task.WhenAll(Nodes.Select(IsServingAsync))).All(isServing => isServing);
    }

    private static async Task<bool> IsServingAsync(RedisServer node) =>
        await RedisAnswer.TryAsync(node.Port, "CLUSTER", "INFO") is { } info && info.Contains("cluster_state:ok", StringComparison.Ordinal)
        && await RedisAnswer.TryAsync(node.Port, "INFO", "replication") is { } replication
        && (replication.Contains("role:master", StringComparison.Ordinal)
            || replication.Contains("master_link_status:up", StringComparison.Ordinal));
}
