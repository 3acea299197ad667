namespace SessionOrleans.Benchmarks.Contending;

/// <summary>What a contention run gave. Rates are updates a second, the medians of the rounds; the ratio is the median of the rounds' ratios.</summary>
/// <param name="LostUpdates">Updates of ours that were acknowledged and are not in the count.</param>
/// <param name="Clients">Over how many clients of ours the workers were spread: as many hosts would have.</param>
internal sealed record ContentionResult(
    string Case, double OursOps, double RedisOps, double Ratio, double OursP50Ms, double OursP99Ms, double RedisP50Ms, double RedisP99Ms,
    long LostUpdates, int Workers, int Clients, int ValueBytes)
{
    public static ContentionResult Of(Rounds ours, Rounds redis, long lost, ContentionSettings settings) => new(
        "contention", Math.Round(ours.PerSecond.Median), Math.Round(redis.PerSecond.Median), Math.Round(ours.RatioTo(redis).Median, 2),
        Math.Round(ours.P50Us / 1e3, 2), Math.Round(ours.P99Us / 1e3, 2), Math.Round(redis.P50Us / 1e3, 2), Math.Round(redis.P99Us / 1e3, 2),
        lost, settings.Workers, settings.Clients, settings.ValueBytes);
}
