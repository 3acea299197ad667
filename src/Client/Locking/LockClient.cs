using SessionOrleans.Hosting;

namespace SessionOrleans.Locking;

/// <summary>The calls about a session's lock: asking, waiting in line, giving up, renewing, releasing. Thread-safe.</summary>
internal sealed class LockClient(GrainCalls calls, SessionStoreOptions options)
{
    /// <summary>A turn for an update or a write, where somebody is likely to be in the way.</summary>
    /// <exception cref="SessionLockedException">It was not this caller's turn within <paramref name="patience"/>.</exception>
    public async Task<Reply> TakeAsync(string id, TimeSpan patience, CancellationToken cancellationToken) =>
        patience > TimeSpan.Zero
        && await WaitAsync(id, new(UniqueId.New(), CallTimings.UpdateLease, LockPurpose.Update, Queue: true), patience, cancellationToken)
            is { } turn ? turn.Grant : throw StoreErrors.Locked(options.LockLease);

    /// <summary>Makes sure of a turn that came by waiting, for work that may take longer than an unclaimed grant lasts.</summary>
    public Task ClaimAsync(string id, long fencingToken, CancellationToken cancellationToken) =>
        RenewAsync(id, fencingToken, cancellationToken);

    /// <summary>Starts the lease anew.</summary>
    public async Task<Outcome> RenewAsync(string id, long fencingToken, CancellationToken cancellationToken) =>
        (await calls.SessionAsync(
            Operation.Renew, id, fencingToken, static (grain, token) => grain.Renew(token), cancellationToken)).Outcome;

    /// <summary>Asks once, without waiting; null when somebody else holds the lock. With the grant comes when it was asked for.</summary>
    public async Task<(Reply Grant, long Asked)?> TryAsync(string id, LockRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var asked = calls.Time.GetTimestamp();
            var reply = await AskAsync(Operation.Acquire, id, request, cancellationToken);
            if (IsOver(reply, asked))
            {
                asked = calls.Time.GetTimestamp();
                reply = await AskAsync(Operation.AcquireInLine, id, request, cancellationToken);
            }

            return reply.Outcome is Outcome.Granted ? (reply, asked) : reply.Outcome is Outcome.Held ? null : throw StoreErrors.Of(reply);
        }
        catch (Exception trouble) when (trouble is not SessionEndedException)
        {
            AbandonSoon(id, request.Attempt);
            throw;
        }
    }

    /// <summary>
    /// Stands in line; null when the time is up. A place in line is kept over silent connections and lost activations. With the grant
    /// comes when it was last asked for: what is left of the lease counts from then.
    /// </summary>
    public async Task<(Reply Grant, long Asked)?> WaitAsync(
        string id, LockRequest request, TimeSpan wait, CancellationToken cancellationToken)
    {
        var asked = calls.Time.GetTimestamp();
        try
        {
            // Updates come here when others are in the way: they take their place in line and park in one call.
            var reply = request.Purpose is LockPurpose.Update
                ? Reply.Pending
                : await AskAsync(Operation.Acquire, id, request, cancellationToken).WaitAsync(wait, calls.Time, cancellationToken);
            return reply.Outcome is Outcome.Granted && !IsOver(reply, asked)
                ? (reply, asked)
                : await StandInLineAsync(id, request, reply, asked, wait, cancellationToken);
        }
        catch (TimeoutException)
        {
            AbandonSoon(id, request.Attempt);
            return null;
        }
        catch (Exception trouble) when (trouble is not SessionEndedException)
        {
            AbandonSoon(id, request.Attempt);
            throw;
        }
    }

    /// <summary>Releases a lock. Never throws: where a release fails, the lease ends the lock.</summary>
    public async Task ReleaseAsync(string id, long fencingToken)
    {
        try
        {
            var clock = RetryClock.Start();
            while (await TryReleaseAsync(id, fencingToken) is Outcome.Unavailable && !clock.IsOver(CallTimings.Patience))
                await RetryClock.PauseAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever it was: who gives a lock back has nothing to do about it, and an exception of the caller's must not be replaced.
        }
    }

    /// <exception cref="TimeoutException">The time is up.</exception>
    private async Task<(Reply Grant, long Asked)?> StandInLineAsync(
        string id, LockRequest request, Reply reply, long begun, TimeSpan wait, CancellationToken cancellationToken)
    {
        var left = wait == Timeout.InfiniteTimeSpan ? wait : wait - calls.Time.GetElapsedTime(begun);
        if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
            throw new TimeoutException();
        using var patience = new CancellationTokenSource(left, calls.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var (heard, asked) = (RetryClock.Start(), begun);
            var isUpdate = request.Purpose is LockPurpose.Update;
            var inLine = !isUpdate && reply.Outcome is Outcome.Pending;
            while (reply.Outcome is Outcome.Pending or Outcome.Gone or Outcome.Unavailable || (!isUpdate && IsOver(reply, asked)))
            {
                if (reply.Outcome is not Outcome.Unavailable)
                    heard = RetryClock.Start();
                else if (heard.IsOver(inLine ? CallTimings.LockOutage : CallTimings.Patience))
                    throw StoreErrors.Of(reply);
                else
                    await RetryClock.PauseAsync(either.Token);
                if (reply.Outcome is Outcome.Pending)
                {
                    var parked = calls.SessionAsync(Operation.Wait, id, request, static (grain, asked) => grain.Wait(asked), either.Token);
                    reply = await HearAsync(parked, inLine);
                }

                inLine |= reply.Outcome is Outcome.Pending or Outcome.Granted;

                // Asking again keeps the place, sees to a lock that came free by itself, and is how a grant that was waited for is claimed.
                if (reply.Outcome is Outcome.Ended || (reply.Outcome is Outcome.Granted && isUpdate))
                    break;
                asked = calls.Time.GetTimestamp();
                reply = await HearAsync(AskAsync(inLine ? Operation.AcquireInLine : Operation.Acquire, id, request, either.Token), inLine);
                inLine |= reply.Outcome is Outcome.Pending;
            }

            return reply.Outcome is Outcome.Granted ? (reply, asked) : throw StoreErrors.Of(reply);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>
    /// Whether the answer came so late that nothing of the lease can be counted on. Asked again, the same attempt learns what is left.
    /// </summary>
    private bool IsOver(Reply reply, long asked) =>
        reply is { Outcome: Outcome.Granted, Grant: { } grant } && calls.Time.GetElapsedTime(asked) >= grant.Left;

    private async Task<Outcome> TryReleaseAsync(string id, long fencingToken)
    {
        var release = calls.SessionAsync(
            Operation.Release, id, fencingToken, static (grain, token) => grain.Release(token), CancellationToken.None);
        return (await HearAsync(release, inLine: true)).Outcome;
    }

    private Task<Reply> AskAsync(Operation operation, string id, LockRequest request, CancellationToken cancellationToken) =>
        calls.SessionAsync(operation, id, request, static (grain, asked) => grain.Acquire(asked), cancellationToken);

    /// <summary>For one who stands in line, that the store does not answer is an answer too: the place is asked for again.</summary>
    private static async Task<Reply> HearAsync(Task<Reply> call, bool inLine)
    {
        try
        {
            return await call;
        }
        catch (SessionStoreException trouble) when (inLine && trouble is (SessionStoreUnavailableException or SessionStoreBusyException))
        {
            return new(Outcome.Unavailable);
        }
    }

    /// <summary>Not awaited: whoever gave up does not wait for it, and where it fails the place goes stale by itself.</summary>
    private async void AbandonSoon(string id, Guid attempt)
    {
        try
        {
            await calls.SessionAsync(Operation.Abandon, id, attempt, static async (grain, gone) =>
            {
                await grain.Abandon(gone);
                return true;
            }, CancellationToken.None);
        }
        catch (Exception)
        {
        }
    }
}
