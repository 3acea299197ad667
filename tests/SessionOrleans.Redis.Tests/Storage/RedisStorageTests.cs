namespace SessionOrleans.Storage;

[Collection(RedisCollection.Name)]
public sealed class RedisStorageTests(RedisFixture redis) : StorageContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
