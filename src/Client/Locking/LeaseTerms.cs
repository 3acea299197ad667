namespace SessionOrleans.Locking;

/// <summary>How long a lock may be held, and when its lease is to be renewed. Pure: every rule takes the clock.</summary>
/// <param name="Lease">How long the lease lasts without a renewal. It is renewed at a third of this.</param>
/// <param name="MaxHold">How long it is kept at most, from <paramref name="Since"/>; infinite: as long as renewals succeed.</param>
/// <param name="Since">A time stamp that is not after the grant.</param>
internal readonly record struct LeaseTerms(TimeSpan Lease, TimeSpan MaxHold, long Since)
{
    public bool IsHeldTooLong(TimeProvider time) => MaxHold != Timeout.InfiniteTimeSpan && time.GetElapsedTime(Since) >= MaxHold;

    /// <summary>What is left of a lease that is valid from a time stamp on, or of the longest hold; zero or less: nothing.</summary>
    public TimeSpan Left(TimeProvider time, long validFrom)
    {
        var ofLease = Lease - time.GetElapsedTime(validFrom);
        if (MaxHold == Timeout.InfiniteTimeSpan)
            return ofLease;
        var ofHold = MaxHold - time.GetElapsedTime(Since);
        return ofHold < ofLease ? ofHold : ofLease;
    }

    /// <summary>
    /// How long nothing is to be done after a renewal that was sent at a time stamp; zero: renew now. Timers count whole milliseconds:
    /// rounded up, none fires too early.
    /// </summary>
    public TimeSpan Pause(TimeProvider time, long sent, long validFrom)
    {
        var (pause, left) = ((Lease / 3) - time.GetElapsedTime(sent), Left(time, validFrom));
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((pause < left ? pause : left).TotalMilliseconds)));
    }
}
