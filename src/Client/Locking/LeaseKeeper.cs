namespace SessionOrleans.Locking;

/// <summary>
/// Keeps a lease by renewing it at a third of its length. Whatever a renewal throws, its outcome is unknown: it is tried again, and the
/// lease ends by the monotonic clock.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="lease">How long the lease lasts without a renewal.</param>
/// <param name="maxHold">How long it is kept at most, from <paramref name="since"/>; infinite: as long as renewals succeed.</param>
/// <param name="since">A time stamp that is not after the grant.</param>
/// <param name="renew">Renews once. May throw anything, and need not look at its token.</param>
internal sealed class LeaseKeeper(
    TimeProvider time, TimeSpan lease, TimeSpan maxHold, long since, Func<CancellationToken, Task<Outcome>> renew)
{
    private readonly TimeSpan _renewEvery = lease / 3;

    /// <summary>Runs until the lease ended, and says how; <see cref="LockEnd.Released"/> where it was stopped. Never throws.</summary>
    public async Task<LockEnd> KeepAsync(CancellationToken stop)
    {
        var (sent, validFrom) = (since, since);
        while (!stop.IsCancellationRequested)
        {
            var left = Left(validFrom);
            if (left <= TimeSpan.Zero)
                return IsHeldTooLong ? LockEnd.MaxHoldOver : LockEnd.LeaseOver;
            var pause = _renewEvery - time.GetElapsedTime(sent);
            if (pause > TimeSpan.Zero)
            {
                await PauseAsync(pause < left ? pause : left, stop);
                continue;
            }

            // The grain counts the lease from when it saved the renewal, which is later.
            sent = time.GetTimestamp();
            switch (await RenewAsync(left, stop))
            {
                case Outcome.Done:
                    validFrom = sent;
                    break;
                case Outcome.Gone:
                    return LockEnd.Gone;
                case Outcome.Ended:
                    return LockEnd.SessionEnded;
            }
        }

        return LockEnd.Released;
    }

    private bool IsHeldTooLong => maxHold != Timeout.InfiniteTimeSpan && time.GetElapsedTime(since) >= maxHold;

    private TimeSpan Left(long validFrom)
    {
        var ofLease = lease - time.GetElapsedTime(validFrom);
        if (maxHold == Timeout.InfiniteTimeSpan)
            return ofLease;
        var ofHold = maxHold - time.GetElapsedTime(since);
        return ofHold < ofLease ? ofHold : ofLease;
    }

    /// <summary>Timers count whole milliseconds: rounded up, none fires too early.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), time, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Unavailable where no answer came in time.</summary>
    private async Task<Outcome> RenewAsync(TimeSpan left, CancellationToken stop)
    {
        try
        {
            return await AskAsync(stop).WaitAsync(left, time, stop);
        }
        catch (Exception notInTime) when (notInTime is TimeoutException or OperationCanceledException)
        {
            return Outcome.Unavailable;
        }
    }

    private async Task<Outcome> AskAsync(CancellationToken stop)
    {
        try
        {
            return await renew(stop);
        }
        catch (Exception)
        {
            return Outcome.Unavailable;
        }
    }
}
