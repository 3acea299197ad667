namespace SessionOrleans.Storage;

/// <summary>
/// The one clock of stored instants (G2): Redis' on Redis, the <see cref="TimeProvider"/>'s on memory. Thread-safe.
/// </summary>
internal abstract class StorageClock
{
    /// <summary>Now, in the time of the storage.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Time since some fixed moment of this process. It never jumps; leases are measured on it.</summary>
    public abstract TimeSpan Elapsed { get; }
}
