namespace SessionOrleans.Storage;

public sealed class MemoryIndexTests : IndexContract
{
    private readonly MemoryClock _clock = new(TimeProvider.System);
    private readonly MemoryStorage _storage;

    public MemoryIndexTests() => _storage = new(_clock);

    private protected override ISessionStorage Storage => _storage;

    private protected override ISessionIndex Index => _storage;

    private protected override StorageClock Clock => _clock;
}
