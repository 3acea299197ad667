using SessionOrleans.Contract;

namespace SessionOrleans.Storage;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterStorageTests(SharedRedisCluster cluster) : StorageContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await cluster.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Clocks_OfThreePrimaries_AreOneAShard()
    {
        Assert.Equal(256, Enumerable.Range(0, 256).Select(shard => _backend.Shards[shard].Clock).Distinct().Count());
        Assert.Equal(3, _backend.Shards.OnePerPrimary().Count());
        Assert.All(Enumerable.Range(0, 256), shard => Assert.True(_backend.Shards[shard].Clock.IsCertain));
        await _backend.Storage.CheckWritesAsync();
    }
}
