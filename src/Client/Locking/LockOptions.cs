namespace SessionOrleans;

/// <summary>How a lock is to be held.</summary>
public sealed record LockOptions
{
    /// <summary>
    /// How long the lock outlives a holder that stopped renewing: 1 second to 10 minutes. Null: the store's
    /// <see cref="SessionStoreOptions.LockLease"/>.
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>
    /// How long the lock is held at most, whatever its lease: above zero, or <see cref="Timeout.InfiniteTimeSpan"/> for ever. Then it is
    /// released and <see cref="ISessionLock.Lost"/> fires. Null: 10 minutes.
    /// </summary>
    public TimeSpan? MaxHold { get; init; }

    /// <summary>Who holds it, for those who look: at most 256 characters. No secret belongs here.</summary>
    public string? Label { get; init; }
}
