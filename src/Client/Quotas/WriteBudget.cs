namespace SessionOrleans.Quotas;

/// <summary>The bytes that one caller may write in a minute, as this host counts them. Thread-safe.</summary>
/// <param name="perMinute">How many.</param>
/// <param name="isAnonymous">Whether it is that of all who are not signed in.</param>
/// <param name="time">The host's clock.</param>
internal sealed class WriteBudget(int perMinute, bool isAnonymous, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _begun = time.GetTimestamp();
    private TokenBucket _left;

    /// <summary>Whether nothing is known of it that a new one would not know.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
                return _left.IsFull(perMinute, time.GetElapsedTime(_begun));
        }
    }

    /// <exception cref="SessionQuotaException">Nothing is left; nothing was written.</exception>
    public void Spend(int bytes)
    {
        TimeSpan? wait;
        lock (_gate)
            wait = _left.Take(bytes, perMinute, time.GetElapsedTime(_begun));
        if (wait is { } retryAfter)
            throw StoreErrors.OverQuota(new(QuotaLimit.BytesPerMinuteOfCaller, isAnonymous, perMinute), retryAfter);
    }
}
