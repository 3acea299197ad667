namespace SessionOrleans.Hostile;

/// <summary>Durations and reasons out of their limits.</summary>
internal static class Shapes
{
    public static TimeSpan NotAboveZero(Random chance) => chance.Next(3) switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.MinValue,
        _ => TimeSpan.FromTicks(-chance.NextInt64(TimeSpan.TicksPerMillisecond + 1, long.MaxValue)),
    };

    public static TimeSpan Endless(Random chance) =>
        chance.Next(3) == 0 ? TimeSpan.MaxValue : TimeSpan.FromTicks(
            chance.NextInt64(SessionLimits.MaxTimeToLive.Ticks + 1, long.MaxValue));

    public static TimeSpan NoLease(Random chance) => chance.Next(4) switch
    {
        0 => TimeSpan.FromTicks(chance.NextInt64(SessionLimits.MinLease.Ticks)),
        1 => TimeSpan.FromTicks(chance.NextInt64(SessionLimits.MaxLease.Ticks + 1, long.MaxValue)),
        2 => Timeout.InfiniteTimeSpan,
        _ => NotAboveZero(chance),
    };

    public static string NoReason(Random chance) => chance.Next(4) switch
    {
        0 => " ",
        1 => BadText.Long(chance).Text,
        2 => "fine\n2030-01-01 critical: a line of the attacker's",
        _ => BadText.LoneSurrogate(chance).Text,
    };
}
