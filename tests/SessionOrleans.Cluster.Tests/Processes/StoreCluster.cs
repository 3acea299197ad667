using System.Globalization;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>A Redis of the test's own, and the store processes on it.</summary>
public sealed class StoreCluster : IAsyncDisposable
{
    private readonly List<StoreProcess> _stores = [];

    private StoreCluster(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    /// <summary>
    /// The prefix of every store that is started without another. Its own: clusters beside it have silos on ports that silos of this one
    /// had, which clients would take for theirs if they had the same name.
    /// </summary>
    public string Prefix { get; } = $"process-{Guid.NewGuid():N}:";

    public static async Task<StoreCluster> StartAsync() => new(await RedisServer.StartAsync());

    public async Task<StoreProcess> AddAsync(params (string Name, string Value)[] options)
    {
        var store = await StoreProcess.StartAsync(Redis, Prefix, options);
        lock (_stores)
            _stores.Add(store);
        return store;
    }

    public async Task<StoreProcess[]> AddAsync(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(_ => AddAsync()));

    /// <summary>A store on ports of the test's choice.</summary>
    public Task<StoreProcess> AddOnAsync((int Silo, int Gateway) ports) =>
        AddAsync(("SiloPort", ports.Silo.ToString(CultureInfo.InvariantCulture)), (
            "GatewayPort", ports.Gateway.ToString(CultureInfo.InvariantCulture)));

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
