using SessionOrleans.Quotas;

namespace SessionOrleans;

/// <summary>How a lock is to be held.</summary>
public sealed record LockOptions
{
    /// <summary>
    /// How long the lock outlives a holder that stopped renewing: 1 second to 10 minutes. Null: the store's
    /// <see cref="SessionStoreOptions.LockLease"/>.
    /// </summary>
    /// <value>1 second to 10 minutes.</value>
    public TimeSpan? Lease { get; init; }

    /// <summary>
    /// How long the lock is held at most, whatever its lease: above zero, or <see cref="Timeout.InfiniteTimeSpan"/> for ever. Then it is
    /// released and <see cref="ISessionLock.Lost"/> fires. Null: 10 minutes.
    /// </summary>
    /// <value>Above zero, or <c>Infinite</c>.</value>
    public TimeSpan? MaxHold { get; init; }

    /// <summary>
    /// Whether only a session that is there is locked. Where there is none, <see cref="SessionEndedException"/>, and nothing is written:
    /// for ids that came from a caller, who may have made them up. Default: false, an absent id can be locked, too.
    /// </summary>
    public bool IfPresent { get; init; }

    /// <summary>Who holds it, for those who look: at most 256 characters. No secret belongs here.</summary>
    /// <value>At most 256 characters.</value>
    public string? Label { get; init; }

    /// <summary>What bounds writes through the lock.</summary>
    internal CallerLimits? Limits { get; init; }
}
