namespace SessionOrleans.Contract;

/// <summary>Takes what a watch yields, one by one.</summary>
internal sealed class Watcher<T>(IAsyncEnumerable<Session<T>?> watch) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Session<T>?> _watch = watch.GetAsyncEnumerator();
    private Task _last = Task.CompletedTask;

    public async Task<Session<T>?> NextAsync()
    {
        var moving = _watch.MoveNextAsync().AsTask();
        _last = moving;
        Assert.True(await moving.WaitAsync(Until.Hang), "The watch ended.");
        return _watch.Current;
    }

    public async Task<(T Value, long Version)> NextVersionAsync()
    {
        var session = (await NextAsync())!;
        return (session.Value, session.Version);
    }

    /// <summary>How many elements come until one is what is waited for, which counts too.</summary>
    public async Task<int> CountUntilAsync(Func<Session<T>?, bool> isIt)
    {
        var count = 1;
        while (!isIt(await NextAsync()))
            count++;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watch.DisposeAsync();
    }
}
