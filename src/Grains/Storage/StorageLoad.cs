using Orleans.Runtime;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Storage;

/// <summary>
/// How many of a silo's sessions wait for the storage right now. Beyond a limit, calls that would join them are turned away before they did anything,
/// so that what waits stays bounded while the storage is slow. What lets go of a lock or keeps one is not turned away. Thread-safe.
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

    public async ValueTask<T> CountAsync<T>(ValueTask<T> work)
    {
        // What is done at once, as in memory, waits for nothing.
        if (work.IsCompletedSuccessfully)
            return work.Result;
        Interlocked.Increment(ref _waiting);
        try
        {
            return await work.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
