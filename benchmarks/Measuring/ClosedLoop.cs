using System.Diagnostics;
using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>Callers that ask again as soon as they are answered.</summary>
internal static class ClosedLoop
{
    public static async Task<(TimeSpan Elapsed, LatencyHistogram Latencies)> RunAsync(
        int workers, TimeSpan duration, Func<int, long, Task> operation, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var histograms = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
            async () =>
            {
                var latencies = new LatencyHistogram();
                var now = Stopwatch.GetTimestamp();
                for (var turn = 0L; now < end; turn++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    try
                    {
                        await operation(worker, turn);
                    }
                    catch (RedisConnectionException)
                    {
                        // Redis' client fails about once in half a million commands although it is connected. What was asked for is asked again.
                        await operation(worker, turn);
                    }

                    var done = Stopwatch.GetTimestamp();
                    latencies.Record(now, done);
                    now = done;
                }

                return latencies;
            },
            cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(begun);

        var all = new LatencyHistogram();
        foreach (var latencies in histograms)
            all.Add(latencies);
        return (elapsed, all);
    }
}
