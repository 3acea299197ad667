namespace SessionOrleans.Storage;

/// <summary>The clock of each session: that of the storage which has it. Thread-safe.</summary>
internal interface IStorageClocks
{
    /// <summary>A session's, or an owner's.</summary>
    StorageClock ClockOf(string id);

    /// <summary>A shard's.</summary>
    StorageClock ClockOf(int shard);
}
