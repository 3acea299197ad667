using System.Globalization;

namespace SessionOrleans.Harness;

/// <summary>
/// A primary, its replicas and three Sentinels that watch them: processes of the test's own on free ports of loopback. A primary that is
/// killed or paused is replaced after <see cref="DownAfter"/> and about two seconds.
/// </summary>
public sealed class RedisSentinels : IAsyncDisposable
{
    public const string ServiceName = "sessions";
    private const int Count = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<RedisServer> _servers = [];
    private readonly List<RedisSentinel> _sentinels = [];

    private RedisSentinels(TimeSpan downAfter) => DownAfter = downAfter;

    /// <summary>After which a primary that does not answer counts as gone.</summary>
    public TimeSpan DownAfter { get; }

    /// <summary>The servers: the one that began as primary, then those that began as replicas.</summary>
    public IReadOnlyList<RedisServer> Servers => _servers;

    /// <summary>Of the Sentinels.</summary>
    public IReadOnlyList<int> Ports => [.. _sentinels.Select(sentinel => sentinel.Port)];

    /// <summary>How often they made another server the primary, as the first saw it.</summary>
    public int Failovers => _sentinels[0].Lines.Count(line => line.Contains("+switch-master", StringComparison.Ordinal));

    /// <summary>For <c>SessionStoreOptions.RedisUrl</c>: the Sentinels, and whom to ask them for.</summary>
    public string Url => string.Join(
        ',', Ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")))
        + $",serviceName={ServiceName}";

    /// <summary>Starts them, and returns when all replicas follow and every Sentinel knows all others.</summary>
    /// <param name="replicas">How many follow the primary, 1 or more.</param>
    /// <param name="downAfter">After which a primary that does not answer counts as gone. 1 s unless set.</param>
    /// <param name="arguments">For every server, as on the command line.</param>
    public static async Task<RedisSentinels> StartAsync(int replicas = 2, TimeSpan? downAfter = null, params string[] arguments)
    {
        var all = new RedisSentinels(downAfter ?? TimeSpan.FromSeconds(1));
        try
        {
            string[] ours = ["--repl-diskless-sync-delay", "0", .. arguments];
            var primary = await RedisServer.StartAsync(ours);
            all._servers.Add(primary);
            string[] following = [.. ours, "--replicaof", $"127.0.0.1 {primary.Port}"];
            all._servers.AddRange(await Task.WhenAll(Enumerable.Range(0, replicas).Select(_ => RedisServer.StartAsync(following))));
            all._sentinels.AddRange(await Task.WhenAll(
                Enumerable.Range(0, Count).Select(_ => RedisSentinel.StartAsync(ServiceName, primary.Port, Count - 1, all.DownAfter))));
            await all.SettleAsync();
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>The primary, as the first Sentinel that answers names it.</summary>
    public async Task<RedisServer> PrimaryAsync()
    {
        foreach (var sentinel in _sentinels)
        {
            if (await sentinel.TryAskAsync("GET-MASTER-ADDR-BY-NAME") is { } address)
                return _servers.Single(server => address.Split('\n')[1] == $"{server.Port}");
        }

        throw new InvalidOperationException("No Sentinel answers.");
    }

    /// <summary>Lets the Sentinels swap the primary for a replica, without a fault, and returns once they name the new one.</summary>
    public async Task FailOverAsync()
    {
        var before = await PrimaryAsync();
        await Until.TrueAsync(async () => await _sentinels[0].TryAskAsync("FAILOVER") is not null, Patience, "the Sentinels begin to swap");
        await Until.TrueAsync(async () => await PrimaryAsync() != before, Patience, "the Sentinels name another primary");
    }

    /// <summary>Waits until every server runs, the Sentinels agree on one primary and all others follow it.</summary>
    public Task SettleAsync() => Until.TrueAsync(IsSettledAsync, Patience, "the Sentinels and the servers agree");

    public async ValueTask DisposeAsync()
    {
        foreach (var sentinel in _sentinels)
            await sentinel.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task<bool> IsSettledAsync()
    {
        var primaries = await Task.WhenAll(_sentinels.Select(sentinel => sentinel.TryAskAsync("GET-MASTER-ADDR-BY-NAME")));
        if (primaries.Distinct().Count() != 1 || primaries[0] is null)
            return false;
        var primary = await PrimaryAsync();
        var views = await Task.WhenAll(_sentinels.Select(sentinel => sentinel.IsSettledAsync(Count - 1, _servers.Count - 1)));
        var followers = await Task.WhenAll(_servers.Where(server => server != primary).Select(server => FollowsAsync(server, primary)));
        return views.Concat(followers).All(isSettled => isSettled);
    }

    private static async Task<bool> FollowsAsync(RedisServer server, RedisServer primary) =>
        await RedisAnswer.TryAsync(server.Port, "INFO", "replication") is { } replication
        && replication.Contains($"master_port:{primary.Port}\r", StringComparison.Ordinal)
        && replication.Contains("master_link_status:up", StringComparison.Ordinal);
}
