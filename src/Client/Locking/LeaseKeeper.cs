namespace SessionOrleans.Locking;

/// <summary>
/// Keeps a lease by renewing it at a third of its length. Whatever a renewal throws, its outcome is unknown: it is tried again, and the
/// lease ends by the monotonic clock.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="terms">How long the lease lasts, and is kept.</param>
/// <param name="renew">Renews once. May throw anything, and need not look at its token.</param>
internal sealed class LeaseKeeper(TimeProvider time, LeaseTerms terms, Func<CancellationToken, Task<Outcome>> renew)
{
    /// <summary>Runs until the lease ended, and says how; <see cref="LockEnd.Released"/> where it was stopped. Never throws.</summary>
    public async Task<LockEnd> KeepAsync(CancellationToken stop)
    {
        var (sent, validFrom) = (terms.Since, terms.Since);
        while (!stop.IsCancellationRequested)
        {
            var left = terms.Left(time, validFrom);
            if (left <= TimeSpan.Zero)
                return terms.IsHeldTooLong(time) ? LockEnd.MaxHoldOver : LockEnd.LeaseOver;
            var pause = terms.Pause(time, sent, validFrom);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
