namespace SessionOrleans.Contract;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterReadsAndWrites(RedisClusterFixture fixture)
    : ReadsAndWritesContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterConditions(RedisClusterFixture fixture) : ConditionsContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterLifetimes(RedisClusterFixture fixture) : LifetimesContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterLocks(RedisClusterFixture fixture) : LocksContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterLostLocks(RedisClusterFixture fixture) : LostLocksContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterLockedWrites(RedisClusterFixture fixture)
    : LockedWritesContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterUpdates(RedisClusterFixture fixture) : UpdatesContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterDirectory(RedisClusterFixture fixture) : DirectoryContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterLimits(RedisClusterFixture fixture) : LimitsContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterQuotas(RedisClusterFixture fixture) : QuotasContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterValues(RedisClusterFixture fixture) : ValuesContract(fixture), IClassFixture<RedisClusterFixture>;

[Collection(RedisClusterCollection.Name)]
public sealed class RedisClusterWatches(RedisClusterFixture fixture) : WatchesContract(fixture), IClassFixture<RedisClusterFixture>;
