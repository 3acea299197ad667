using System.Diagnostics;
using System.Numerics;

namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>
/// Latencies, counted in buckets that grow with the value: 64 to each power of two of nanoseconds, so that a percentile is at most 1.6 % above
/// the truth and never below it. Thread-safe.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int BucketBits = 6;

    private readonly long[] _counts = new long[((64 - BucketBits) << BucketBits) + (1 << BucketBits)];

    public long Count => _counts.Sum();

    /// <summary>Counts the time between two readings of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void Record(long begun, long ended) => Record((ended - begun) * (1_000_000_000L / Stopwatch.Frequency));

    public void Record(long nanoseconds) => Interlocked.Increment(ref _counts[BucketOf(Math.Max(nanoseconds, 0))]);

    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];
    }

    /// <summary>The latency that <paramref name="share"/> (0 to 1) of all were at or under; zero where there are none.</summary>
    public TimeSpan Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return TimeSpan.FromMicroseconds(HighestOf(bucket) / 1_000.0);
        }

        return TimeSpan.Zero;
    }

    private static int BucketOf(long nanoseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds | 1) - BucketBits);
        return (shift << BucketBits) + (int)(nanoseconds >> shift);
    }

    private static double HighestOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> BucketBits) - 1);
        return ((bucket - (shift << BucketBits) + 1L) * Math.Pow(2, shift)) - 1;
    }
}
