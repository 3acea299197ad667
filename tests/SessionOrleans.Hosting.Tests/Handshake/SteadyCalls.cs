namespace SessionOrleans.Handshake;

/// <summary>Calls of a client, one after the other, until they are ended; none may fail.</summary>
internal sealed class SteadyCalls : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _calling;

    public SteadyCalls(ISessionStore store) => _calling = Task.WhenAll(
        Enumerable.Range(0, 8).Select(number => CallAsync(store, $"steady-{number}")));

    /// <summary>Throws what a call threw.</summary>
    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await _calling;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task CallAsync(ISessionStore store, string id)
    {
        // The rounds have a pace, so that the callers leave the machine to the silos that they are to outlive.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var count = 1; !_over.IsCancellationRequested; count++)
        {
            await store.SetAsync(id, count);
            Assert.Equal(count, (await store.GetAsync<int>(id))?.Value);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
