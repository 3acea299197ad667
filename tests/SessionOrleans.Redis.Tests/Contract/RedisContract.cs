namespace SessionOrleans.Contract;

public sealed class RedisReadsAndWrites(RedisFixture fixture) : ReadsAndWritesContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisConditions(RedisFixture fixture) : ConditionsContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisLifetimes(RedisFixture fixture) : LifetimesContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisLocks(RedisFixture fixture) : LocksContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisLostLocks(RedisFixture fixture) : LostLocksContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisLockedWrites(RedisFixture fixture) : LockedWritesContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisUpdates(RedisFixture fixture) : UpdatesContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisDirectory(RedisFixture fixture) : DirectoryContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisLimits(RedisFixture fixture) : LimitsContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisQuotas(RedisFixture fixture) : QuotasContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisValues(RedisFixture fixture) : ValuesContract(fixture), IClassFixture<RedisFixture>;

public sealed class RedisWatches(RedisFixture fixture) : WatchesContract(fixture), IClassFixture<RedisFixture>;
