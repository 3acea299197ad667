using SessionOrleans.Contract;

namespace SessionOrleans.Storage;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterIndexTests(SharedRedisCluster cluster) : IndexContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override ISessionIndex Index => _backend.Index;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await cluster.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
