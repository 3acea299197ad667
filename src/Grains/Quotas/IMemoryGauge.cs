namespace SessionOrleans.Quotas;

/// <summary>Says how full the memory is that sessions rest in.</summary>
internal interface IMemoryGauge
{
    /// <summary>Where that is, for those who read of it: "Redis (maxmemory)".</summary>
    string Name { get; }

    /// <summary>Asks; null where the memory has no bound.</summary>
    /// <exception cref="SessionStorageException">It cannot be asked.</exception>
    ValueTask<MemoryUse?> ReadAsync();
}
