namespace SessionOrleans.Storage;

/// <summary>
/// How many of a silo's sessions wait for the storage right now. Beyond a limit, calls that would join them are turned away before they did
/// anything, so that what waits stays bounded while the storage is slow. Thread-safe.
/// </summary>
internal sealed class StorageLoad(SessionMetrics metrics, int limit = SessionLimits.MaxStorageWaitersPerSilo)
{
    private int _waiting;

    /// <exception cref="LimitExceededException">As many wait as may. Nothing was done.</exception>
    public void ThrowIfFull()
    {
        if (Volatile.Read(ref _waiting) < limit)
            return;
        metrics.TurnedAway();
        throw new LimitExceededException($"{limit:N0} sessions of this silo wait for the storage already.");
    }

    public void Enter() => Interlocked.Increment(ref _waiting);

    public void Leave() => Interlocked.Decrement(ref _waiting);
}
