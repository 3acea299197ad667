namespace SessionOrleans.Calls;

/// <summary>A call that waits for its turn.</summary>
internal sealed class CallWaiter() : TaskCompletionSource<CallPlace?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public RetryClock Since { get; } = RetryClock.Start();

    /// <summary>Waits until it is let in, told that it is not, or cancelled, which gives its turn up.</summary>
    public async Task<CallPlace?> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (waiter, token) => ((CallWaiter)waiter!).TrySetCanceled(token), this);
        return await Task;
    }
}
