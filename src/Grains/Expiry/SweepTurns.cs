namespace SessionOrleans.Expiry;

/// <summary>
/// Lets the sweeps of a silo take turns, a batch at a time, so that however much is due at once, calls find silo and storage free.
/// Thread-safe.
/// </summary>
internal sealed class SweepTurns : IDisposable
{
    /// <summary>How many batches of a silo are under way at most.</summary>
    public const int AtOnce = 2;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Runs <paramref name="batch"/> when it is its turn, in order of asking.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> batch)
    {
        await _turns.WaitAsync();
        try
        {
            return await batch();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
