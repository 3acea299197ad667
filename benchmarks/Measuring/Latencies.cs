namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>Histograms of latencies in ticks of <see cref="Stopwatch"/>. A percentile is at most 1 % above the truth.</summary>
internal static class Latencies
{
    private const int Digits = 2;

    private static readonly long Highest = TimeStamp.Hours(1);

    /// <summary>For one writer at a time.</summary>
    public static LongHistogram New() => new(Highest, Digits);

    public static LongConcurrentHistogram NewConcurrent() => new(lowestTrackableValue: 1, Highest, Digits);

    /// <summary>The latency that <paramref name="percentile"/> (0 to 100) of all were at or under; zero where there are none.</summary>
    public static double MicrosecondsAt(this HistogramBase latencies, double percentile) =>
        latencies.TotalCount == 0 ? 0 : latencies.GetValueAtPercentile(percentile) / OutputScalingFactor.TimeStampToMicroseconds;
}
