using Orleans.Runtime;
using SessionOrleans.Hosting;
using SessionOrleans.Quotas;

namespace SessionOrleans.Calls;

/// <summary>Makes every exception with which the store answers a caller. Their messages name no session and no value.</summary>
internal static class StoreErrors
{
    /// <summary>A session's answer that is a refusal.</summary>
    public static Exception Of(Reply reply) => reply.Outcome switch
    {
        Outcome.Locked => Locked(reply.RetryAfter),
        Outcome.LockLost => LockLost(),
        Outcome.Ended => Ended(),
        Outcome.OwnerDiffers => new ArgumentException(
            "The session has another owner. An owner is set when a session is created and stays; " +
            "leave SessionWriteOptions.Owner out, or remove the session first.",
            nameof(SessionWriteOptions.Owner)),
        Outcome.Unavailable => Unavailable(reason: reply.Reason),
        Outcome.Unknown => OutcomeUnknown(),
        Outcome.Busy => TooManyWait(),
        Outcome.Unreadable => Unreadable(),
        Outcome.OverQuota => OverQuota(reply.Breach!, reply.RetryAfter),
        _ => new InvalidOperationException($"The session answered {reply.Outcome}, which this call does not expect."),
    };

    public static SessionLockedException Locked(TimeSpan? retryAfter) => new(
        "The session is locked by another caller; nothing was written. Try again shortly, or wait for the lock with LockAsync. " +
        "Inside your own lock, write through it: held.SetAsync, held.UpdateAsync, or SessionWriteOptions.Lock.")
    {
        RetryAfter = retryAfter,
    };

    public static SessionLockLostException LockLost() => new(
        "The lock is no longer held: its lease ended, it was broken, or the session ended. Nothing was written. " +
        "Take the lock again and start from the value it brings.");

    public static SessionEndedException Ended() => new(
        "The session ended (it was removed, or expired) while its lock was held or waited for. Nothing was written.");

    public static SessionUnreadableException Unreadable() => new(
        "What is stored of the session cannot be read: it was damaged, or a later version of the store wrote it. Nothing was done, and " +
        "trying again does not help. Where silos of a later version run, update the others; else remove the session (RemoveAsync), which " +
        "loses it. The log of the silo says what is wrong.");

    /// <summary>The caller reads of it what it can do; who runs the server reads the option's name.</summary>
    public static SessionQuotaException OverQuota(QuotaBreach breach, TimeSpan retryAfter) => new(QuotaMessages.Of(breach))
    {
        RetryAfter = retryAfter,
    };

    public static SessionStoreBusyException TooManyWait() => new(
        $"{SessionLimits.MaxWaitersPerLock:N0} callers already wait for this session's lock, and no more may. " +
        "Try again shortly, or spread the work over several sessions.");

    public static SessionStoreBusyException TooManyUnderWay() => new(
        $"{SessionLimits.MaxCallsUnderWay:N0} calls of this process to the session store are under way, and this one waited " +
        $"{CallTimings.Turn.TotalSeconds:0} seconds for its turn. It was not sent, so nothing was done. Try again shortly, with " +
        "fewer calls " +
        "at once; where that does not help, the silos or their storage are too slow for the load.");

    public static SessionOutcomeUnknownException OutcomeUnknown(Exception? trouble = null) => new(
        "The write was sent, was asked after, and its outcome cannot be known: it was applied once or not at all. Read the session and " +
        "decide.", trouble);

    /// <summary>What to say when trying a call again has not helped.</summary>
    /// <param name="trouble">What the last try met.</param>
    /// <param name="reason">Why the storage refused, where it did.</param>
    public static SessionStoreException GaveUp(Exception? trouble, string? reason = null) =>
        trouble is GatewayTooBusyException or SessionStoreBusyException ? TurnedAway(trouble) : Unavailable(trouble, reason);

    public static SessionStoreBusyException TurnedAway(Exception trouble) => new(
        "The session store has more to do than it may take on, so this was turned away and nothing was done. " +
        "Try again shortly, with fewer calls at once, or spread the work over more sessions or silos.",
        trouble);

    public static SessionStoreUnavailableException Unavailable(Exception? trouble = null, string? reason = null) =>
        trouble as SessionStoreUnavailableException ?? new(
            reason is null
                ? "The session store does not answer at the moment; nothing can be said about the session. Try again shortly."
                : "The storage of the session store refused, and nothing was done. " + reason,
            trouble);
}
