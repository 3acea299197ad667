using Microsoft.Extensions.Time.Testing;

namespace SessionOrleans.Storage;

public sealed class MemoryEndedSessionsTests : EndedSessionsContract
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryClock _clock;
    private readonly MemoryStorage _storage;

    public MemoryEndedSessionsTests()
    {
        _clock = new(_time);
        _storage = new(_clock);
    }

    private protected override ISessionStorage Storage => _storage;

    private protected override IEndedSessions Ended => _storage.Ended;

    private protected override StorageClock Clock => _clock;

    private protected override Task LapseAsync()
    {
        _time.Advance(TimeSpan.FromHours(25));
        return Task.CompletedTask;
    }
}
