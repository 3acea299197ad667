namespace SessionOrleans.Benchmarks.Contending;

/// <summary>What a contention run gave. Rates are updates a second; they and the ratio are medians of the rounds.</summary>
/// <param name="LostUpdates">Updates of ours that were acknowledged and are not in the count.</param>
/// <param name="Clients">Over how many clients of ours the workers were spread: as many hosts would have.</param>
internal sealed record ContentionResult(
    string Case, double OursOps, double RedisOps, double Ratio, double OursP50Ms, double OursP99Ms, double RedisP50Ms, double RedisP99Ms,
    long LostUpdates, int Workers, int Clients, int ValueBytes)
{
    public static ContentionResult Of(Rounds ours, Rounds redis, long lost, ContentionSettings settings) => new(
        "contention", Math.Round(ours.PerSecond.Median), Math.Round(redis.PerSecond.Median), Math.Round(ours.RatioTo(redis).Median, 2),
        ToMs(ours.P50Us), ToMs(ours.P99Us), ToMs(redis.P50Us), ToMs(redis.P99Us),
        lost, settings.Workers, settings.Clients, settings.ValueBytes);

    private static double ToMs(double microseconds) => Math.Round(microseconds / 1e3, 2);
}
