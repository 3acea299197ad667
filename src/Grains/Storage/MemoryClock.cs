namespace SessionOrleans.Storage;

/// <summary>The clock of the memory backend: the <see cref="TimeProvider"/> it was given.</summary>
internal sealed class MemoryClock(TimeProvider time) : StorageClock, IStorageClocks
{
    public override DateTimeOffset Now => time.GetUtcNow();

    public override TimeSpan Elapsed => time.GetElapsedTime(0);

    public StorageClock ClockOf(string id) => this;

    public StorageClock ClockOf(int shard) => this;
}
