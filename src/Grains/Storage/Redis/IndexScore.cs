using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>Deadlines as the scores of sorted sets: microseconds since 1970, exact to the year 2255; infinity where there is
/// none.</summary>
internal static class IndexScore
{
    public static double Of(DateTimeOffset? deadline) =>
        deadline is null || deadline == DateTimeOffset.MaxValue ? double.PositiveInfinity : StorageVersions.Microseconds(deadline.Value);

    /// <summary>The same as an argument of a script.</summary>
    public static RedisValue ToText(DateTimeOffset? deadline) =>
        deadline is null || deadline == DateTimeOffset.MaxValue ? "+inf" : StorageVersions.Microseconds(deadline.Value);

    public static DateTimeOffset? ToDeadline(double score) =>
        double.IsPositiveInfinity(score) ? null : DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds((long)score);
}
