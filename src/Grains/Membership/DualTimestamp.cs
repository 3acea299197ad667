namespace SessionOrleans.Membership;

/// <summary>
/// A reading of both clocks. A stopped process misses what passes on either; the monotonic clock may stand still while a laptop
/// sleeps, and the wall clock may be set back.
/// </summary>
internal readonly record struct DualTimestamp(TimeSpan Monotonic, DateTimeOffset Wall)
{
    public static DualTimestamp Of(TimeProvider time) => new(time.GetElapsedTime(0), time.GetUtcNow());

    /// <summary>How much time may have passed since then: what the clock says that counted more.</summary>
    public TimeSpan Since(DualTimestamp earlier)
    {
        var monotonic = Monotonic - earlier.Monotonic;
        var wall = Wall - earlier.Wall;
        return monotonic > wall ? monotonic : wall;
    }
}
