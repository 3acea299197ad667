namespace SessionOrleans.Storage;

/// <summary>One look at Redis' clock, by way of a reply. Immutable.</summary>
/// <param name="Offset">What Redis' time since 1970 was ahead of our monotonic clock, were the way there as long as the way back.</param>
/// <param name="Error">How far off that can be at most: half the round trip.</param>
/// <param name="At">When the reply came, on our monotonic clock.</param>
internal sealed record ClockReading(TimeSpan Offset, TimeSpan Error, TimeSpan At)
{
    /// <summary>What two clocks may part by while nobody compares them: one slewed as fast as NTP does it, 500 millionths.</summary>
    private const double Drift = 500e-6;

    /// <summary>A reading of <paramref name="redisTime"/> (since 1970), by a command sent and answered at these times of our monotonic
    /// clock.</summary>
    public static ClockReading Of(TimeSpan redisTime, TimeSpan sent, TimeSpan received)
    {
        var half = (received - sent) / 2;
        return new(redisTime - (sent + half), half + TimeSpan.FromMicroseconds(1), received);
    }

    /// <summary>How far off the reading can be by <paramref name="now"/>.</summary>
    public TimeSpan ErrorAt(TimeSpan now) => Error + ((now - At) * Drift);

    /// <summary>
    /// Whether this newer reading replaces an older one: where it is better by now, and where both cannot be true, because Redis' clock was
    /// set, another Redis took over, or this machine slept.
    /// </summary>
    public bool Replaces(ClockReading older)
    {
        var aged = older.ErrorAt(At);
        return Error <= aged || (Offset - older.Offset).Duration() > Error + aged;
    }
}
