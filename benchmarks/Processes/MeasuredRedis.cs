using System.Globalization;
using SessionOrleans.Harness;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>The Redis of a run, and what it says of itself; of a cluster, the sum of its primaries. Not thread-safe.</summary>
internal sealed class MeasuredRedis : IAsyncDisposable
{
    private readonly IAsyncDisposable _processes;
    private readonly ConnectionMultiplexer _connection;

    private MeasuredRedis(IAsyncDisposable processes, string hosts, ConnectionMultiplexer connection) =>
        (_processes, Hosts, _connection) = (processes, hosts, connection);

    /// <summary>Hosts and ports, as StackExchange.Redis takes them.</summary>
    public string Hosts { get; }

    public IDatabase Database => _connection.GetDatabase();

    /// <summary>Redis without files: a disk that others share is noise for every side alike.</summary>
    public static async Task<MeasuredRedis> StartAsync(RedisKind kind)
    {
        string[] arguments = ["--appendonly", "no"];
        if (kind is RedisKind.Single)
        {
            var one = await RedisServer.StartAsync(arguments);
            return await ConnectAsync(one, $"127.0.0.1:{one.Port}");
        }

        var cluster = await RedisClusterServers.StartAsync(replicas: 0, nodeTimeout: TimeSpan.FromSeconds(15), arguments: arguments);
        return await ConnectAsync(cluster, cluster.Url);
    }

    /// <summary>How many keys there are.</summary>
    public async Task<long> KeysAsync() =>
        (await Task.WhenAll(_connection.GetServers().Select(server => server.DatabaseSizeAsync()))).Sum();

    /// <summary>One number of INFO.</summary>
    public async Task<double> AskAsync(string section, string field)
    {
        var all = await Task.WhenAll(_connection.GetServers().Select(server => server.InfoAsync(section)));
        return all.Sum(one => double.Parse(
            one.SelectMany(lines => lines).First(line => line.Key == field).Value, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _processes.DisposeAsync();
    }

    private static async Task<MeasuredRedis> ConnectAsync(IAsyncDisposable processes, string hosts) =>
        new(processes, hosts, await ConnectionMultiplexer.ConnectAsync(hosts + ",allowAdmin=true"));
}
