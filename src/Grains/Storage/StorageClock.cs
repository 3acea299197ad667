namespace SessionOrleans.Storage;

/// <summary>
/// The one clock of stored instants (G2): Redis' on Redis, the <see cref="TimeProvider"/>'s on memory. Thread-safe.
/// </summary>
internal abstract class StorageClock
{
    /// <summary>Now, in the time of the storage.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>
    /// False after this machine may have slept: then <see cref="Now"/> may be far behind, until something is read from the storage.
    /// </summary>
    public virtual bool IsCertain => true;

    /// <summary>Time since some fixed moment of this process. It never jumps; leases are measured on it.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Both at once, as rules take them.</summary>
    public Now Read() => new(Now, Elapsed);
}
