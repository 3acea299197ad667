using SessionOrleans.Chaos.Soaking;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>The Redis that a run is on.</summary>
internal interface IRedisServers : IAsyncDisposable
{
    /// <summary>For <c>SessionStoreOptions.RedisUrl</c>.</summary>
    string Url { get; }

    /// <summary>All ports that a store connects to.</summary>
    IReadOnlyList<int> Ports { get; }

    /// <summary>Where the resources outside are. It is never killed: what happens to it is another matter.</summary>
    RedisServer Outside { get; }

    /// <summary>The failovers so far, with what each lost.</summary>
    IReadOnlyList<Failover> Failovers { get; }

    /// <summary>How often a replica became a primary, whoever had a hand in it.</summary>
    int Promotions { get; }

    /// <summary>What it uses now, for the store.</summary>
    Task<IReadOnlyList<Sample>> UseAsync();

    /// <summary>Ends a server that takes writes by <c>kill -9</c>, and starts it again. Returns when that is over.</summary>
    /// <param name="number">Which, where there are several.</param>
    /// <param name="length">How long it stays away, at least.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task FailAsync(int number, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Starts one that acknowledges what is on its disk.</summary>
    static async Task<IRedisServers> StartAsync(RedisKind kind) => kind switch
    {
        RedisKind.Cluster => await ClusterServers.StartAsync(),
        RedisKind.Sentinel => await SentinelServers.StartAsync(),
        _ => await SingleServer.StartAsync(),
    };
}
