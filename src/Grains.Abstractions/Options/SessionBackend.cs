namespace SessionOrleans;

/// <summary>Where sessions rest.</summary>
public enum SessionBackend
{
    /// <summary>Redis where it is named or found on localhost, else memory; decided once, at start.</summary>
    Auto,

    /// <summary>Redis, never anything else: where it does not answer, the store does not start.</summary>
    Redis,

    /// <summary>The memory of one silo. Nothing survives that process.</summary>
    Memory,
}
