namespace SessionOrleans.Storage;

/// <summary>One look at Redis' clock, by way of a reply. Immutable.</summary>
/// <param name="Offset">What Redis' time since 1970 was ahead of our monotonic clock, were the way there as long as the way back.</param>
/// <param name="Error">How far off that can be at most: half the round trip.</param>
/// <param name="At">When the reply came, on our monotonic clock.</param>
/// <param name="Told">What was told already, since 1970: the time stands still there until this reading has come as far.</param>
internal sealed record ClockReading(TimeSpan Offset, TimeSpan Error, TimeSpan At, TimeSpan Told = default)
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

    /// <summary>Redis' time since 1970, at <paramref name="now"/> of our monotonic clock.</summary>
    public TimeSpan TimeAt(TimeSpan now) => TimeSpan.FromTicks(Math.Max((Offset + now).Ticks, Told.Ticks));

    /// <summary>
    /// The reading to go by from <paramref name="now"/> on: this newer one where it is better by now than <paramref name="older"/>, and
    /// then it tells nothing earlier than that did. Where both cannot be true, Redis' clock was set, another Redis took over, or this
    /// machine slept: then the newer one counts alone, and may tell an earlier time.
    /// </summary>
    public ClockReading Succeed(ClockReading older, TimeSpan now)
    {
        var aged = older.ErrorAt(At);
        if ((Offset - older.Offset).Duration() > Error + aged)
            return this;
        return Error <= aged ? this with { Told = older.TimeAt(now) } : older;
    }
}
