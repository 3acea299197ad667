using SessionOrleans.Contract;
using SessionOrleans.Expiry;

namespace SessionOrleans.Storage;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterEndedSessionsTests(SharedRedisCluster cluster) : EndedSessionsContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override IEndedSessions Ended => _backend.Ended;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await cluster.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private protected override Task LapseAsync() => _backend.LapseAsync(EndedSessionKeeping.Patience);
}
