namespace SessionOrleans.Contract;

public sealed class MemoryReadsAndWrites(MemoryFixture fixture) : ReadsAndWritesContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryConditions(MemoryFixture fixture) : ConditionsContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryLifetimes(MemoryFixture fixture) : LifetimesContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryLocks(MemoryFixture fixture) : LocksContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryLostLocks(MemoryFixture fixture) : LostLocksContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryLockedWrites(MemoryFixture fixture) : LockedWritesContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryUpdates(MemoryFixture fixture) : UpdatesContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryDirectory(MemoryFixture fixture) : DirectoryContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryLimits(MemoryFixture fixture) : LimitsContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryQuotas(MemoryFixture fixture) : QuotasContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryValues(MemoryFixture fixture) : ValuesContract(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryWatches(MemoryFixture fixture) : WatchesContract(fixture), IClassFixture<MemoryFixture>;
