namespace SessionOrleans.Quotas;

/// <summary>Says how full the memory is that sessions rest in.</summary>
internal interface IMemoryGauge
{
    /// <summary>Whose memory that is: begins a sentence.</summary>
    string Name { get; }

    /// <summary>Asks; null where the memory has no bound.</summary>
    /// <exception cref="SessionStorageException">It cannot be asked.</exception>
    ValueTask<MemoryUse?> ReadAsync();
}
