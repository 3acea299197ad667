namespace SessionOrleans.Locking;

/// <summary>
/// A lock that this process holds, from its grant to its end. It does not refer to its handle, so that one that nobody has any more can be
/// collected. Most locks are given back before their first renewal: until then a lock costs a timer. Thread-safe.
/// </summary>
internal sealed partial class HeldLock(LockFactory factory, string id, long fencingToken, LeaseTerms terms, ILogger logger)
{
    private ITimer? _firstRenewal;
    private CancellationTokenSource? _stopKeeping;
    private CancellationTokenSource? _lost;
    private int _end;

    public string Id => id;

    public long FencingToken => fencingToken;

    public CancellationToken Lost => LostSource.Token;

    /// <summary>How it ended; <see cref="LockEnd.None"/> while it is held.</summary>
    public LockEnd End => (LockEnd)Volatile.Read(ref _end);

    private CancellationTokenSource LostSource => LazyInitializer.EnsureInitialized(ref _lost);

    /// <summary>
    /// Keeps the lease in the background, out of the caller's execution context: that is of one call, and the lock may live for days.
    /// </summary>
    public void Keep()
    {
        using AsyncFlowControl? apart = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _firstRenewal = factory.Time.CreateTimer(
            static held => _ = ((HeldLock)held!).KeepAsync(), this, terms.Pause(factory.Time, terms.Since, terms.Since),
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gives the lock back, unless it ended already.</summary>
    public Task ReleaseAsync() => TryEnd(LockEnd.Released) ? factory.Client.ReleaseAsync(id, fencingToken) : Task.CompletedTask;

    /// <summary>The lock was given back together with a write.</summary>
    public void Released() => TryEnd(LockEnd.Released);

    /// <summary>
    /// The lock is not the holder's any more. Returns at once: callbacks of <see cref="Lost"/> run on the thread pool, so that they neither
    /// delay the caller nor replace its exception.
    /// </summary>
    public void Lose(LockEnd end)
    {
        if (!TryEnd(end))
            return;
        if (end is LockEnd.HandleCollected)
            LogHandleCollected(logger, IdHash.Of(id));
        _ = TellAsync();

        // The store may count it as held still; others need not wait for the end of the lease.
        if (end is not (LockEnd.Gone or LockEnd.SessionEnded))
            _ = factory.Client.ReleaseAsync(id, fencingToken);
    }

    /// <summary>Called by the finalizer of the handle, which must neither throw nor wait.</summary>
    public void HandleCollected()
    {
        if (End is LockEnd.None)
            ThreadPool.UnsafeQueueUserWorkItem(static held => held.Lose(LockEnd.HandleCollected), this, preferLocal: false);
    }

    private async Task KeepAsync()
    {
        var stop = new CancellationTokenSource();
        Interlocked.Exchange(ref _stopKeeping, stop);
        if (End is not LockEnd.None)
            return;
        var keeper = new LeaseKeeper(factory.Time, terms, token => factory.Client.RenewAsync(id, fencingToken, token));
        var end = await keeper.KeepAsync(stop.Token);
        if (end is not LockEnd.Released)
            Lose(end);
    }

    private bool TryEnd(LockEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, (int)end, (int)LockEnd.None) != (int)LockEnd.None)
            return false;
        factory.Untrack(this);
        _firstRenewal?.Dispose();
        Volatile.Read(ref _stopKeeping)?.Cancel();
        return true;
    }

    private async Task TellAsync()
    {
        try
        {
            await LostSource.CancelAsync();
        }
        catch (Exception trouble)
        {
            LogCallbackFailed(logger, trouble, IdHash.Of(id));
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The handle of the lock of session {IdHash} was not disposed and has been collected; the lock was released. " +
        "Dispose the handle (await using).")]
    private static partial void LogHandleCollected(ILogger logger, string idHash);

    [LoggerMessage(LogLevel.Warning, "The lock of session {IdHash} was lost, and a callback on its Lost token threw.")]
    private static partial void LogCallbackFailed(ILogger logger, Exception trouble, string idHash);
}
