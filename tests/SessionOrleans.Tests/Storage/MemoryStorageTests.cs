namespace SessionOrleans.Storage;

public sealed class MemoryStorageTests : StorageContract
{
    private readonly MemoryClock _clock = new(TimeProvider.System);
    private readonly MemoryStorage _storage;

    public MemoryStorageTests() => _storage = new(_clock);

    private protected override ISessionStorage Storage => _storage;

    private protected override StorageClock Clock => _clock;
}
