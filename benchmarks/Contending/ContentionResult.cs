namespace SessionOrleans.Benchmarks.Contending;

/// <summary>What a contention run gave. Rates are updates a second.</summary>
/// <param name="Case">Always <c>contention</c>.</param>
/// <param name="OursOps">The median of our rounds.</param>
/// <param name="RedisOps">The median of the Redis lock's rounds.</param>
/// <param name="Ratio">The median of the rounds' ratios.</param>
/// <param name="OursP50Ms">How long our updates took.</param>
/// <param name="OursP99Ms">How long our slowest hundredth took at least.</param>
/// <param name="RedisP50Ms">How long updates under the Redis lock took.</param>
/// <param name="RedisP99Ms">How long the slowest hundredth of those took at least.</param>
/// <param name="LostUpdates">Updates of ours that were acknowledged and are not in the count.</param>
/// <param name="Workers">How many contended.</param>
/// <param name="Clients">Over how many clients of ours they were spread: as many hosts would have.</param>
/// <param name="ValueBytes">The size of the value.</param>
internal sealed record ContentionResult(
    string Case,
    double OursOps,
    double RedisOps,
    double Ratio,
    double OursP50Ms,
    double OursP99Ms,
    double RedisP50Ms,
    double RedisP99Ms,
    long LostUpdates,
    int Workers,
    int Clients,
    int ValueBytes);
