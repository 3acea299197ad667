namespace SessionOrleans.Expiry;

/// <summary>How often the handlers are called for one end before it is given up, and when.</summary>
internal static class NoticeAttempts
{
    /// <summary>Calls for one end, by whichever silos: after the last that fails, it is given up.</summary>
    public const int Most = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long nobody else takes an end that is being told. When a silo crashes meanwhile, another takes it up after that.
    /// </summary>
    public static readonly TimeSpan Claim = ExpirationNotices.Patience * 2;

    /// <summary>The pause after an attempt that failed, the first being 1: 5 seconds, doubled each time, at most 5 minutes.</summary>
    public static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(attempt - 1, Most), LongestPause.Ticks));

    /// <summary>How long it takes at least until an end is given up: 20 minutes and 15 seconds.</summary>
    public static TimeSpan AllPauses => Enumerable.Range(1, Most - 1).Aggregate(TimeSpan.Zero, (sum, attempt) => sum + PauseAfter(attempt));
}
