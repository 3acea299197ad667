namespace SessionOrleans.Quotas;

/// <summary>
/// A budget that fills up again, evenly, and holds what one minute brings. Whoever finds anything in it may take more than there is, so
/// that no amount is too large for it; the next has to wait longer then. Not thread-safe.
/// </summary>
internal struct TokenBucket
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>What was taken and has not come back yet.</summary>
    private double _missing;
    private TimeSpan _since;

    /// <summary>Takes an amount; null, or how long to wait where nothing is left.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="perMinute">What a minute brings.</param>
    /// <param name="now">Since some fixed moment.</param>
    public TimeSpan? Take(int amount, int perMinute, TimeSpan now)
    {
        _missing = Math.Max(0, _missing - (perMinute * ((now - _since) / Minute)));
        _since = now;
        if (_missing >= perMinute)
            return Minute * ((_missing - perMinute + 1) / perMinute);
        _missing += amount;
        return null;
    }

    /// <summary>Whether it is full.</summary>
    public readonly bool IsFull(int perMinute, TimeSpan now) => _missing <= perMinute * ((now - _since) / Minute);
}
