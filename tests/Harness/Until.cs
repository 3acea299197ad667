namespace SessionOrleans.Harness;

/// <summary>
/// Waits for what gives no signal, such as a session that ends by itself: looks again after 10 ms, then after longer and longer, up to some
/// 100 ms, and fails after a while.
/// </summary>
public static class Until
{
    /// <summary>
    /// Bounds a hang, nothing else: what is waited for takes milliseconds, on a machine that is busy seconds. Who names another bound says
    /// what it tells apart.
    /// </summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(100);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? within = null, string? what = null)
    {
        using var patience = new CancellationTokenSource(within ?? Hang);
        using var timer = new PeriodicTimer(Soonest);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
                if (timer.Period < Latest)
                    timer.Period *= 1.5;
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not in time: {what ?? "the condition"}.");
            }
        }
    }

    /// <summary>Waits for a cancellation token to fire.</summary>
    public static async Task FiredAsync(CancellationToken token, TimeSpan? within = null)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(fired.SetResult);
        await fired.Task.WaitAsync(within ?? Hang);
    }
}
