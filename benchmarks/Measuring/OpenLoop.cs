using System.Diagnostics;
using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>
/// Requests that come at a rate, answered or not: a batch falls due each millisecond, and a request's latency counts from when it was due, so that
/// what waited behind something slow shows.
/// </summary>
internal static class OpenLoop
{
    private const int BatchesPerSecond = 1_000;

    public static async Task<(TimeSpan Elapsed, LatencyHistogram Latencies)> RunAsync(
        int rate, int workers, TimeSpan duration, Func<int, long, Task> operation, CancellationToken cancellationToken)
    {
        var latencies = new LatencyHistogram();
        var (begun, total) = (Stopwatch.GetTimestamp(), (long)(rate * duration.TotalSeconds));
        var left = new CountdownEvent(1);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own: on the pool, the due times would wait behind the work.
        await Task.Factory.StartNew(Dispatch, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Finish();
        await all.Task;
        return (Stopwatch.GetElapsedTime(begun), latencies);

        void Dispatch()
        {
            using var clock = new ManualResetEventSlim(initialState: false, spinCount: 0);
            for (long batch = 0, sent = 0; sent < total; batch++)
            {
                var due = begun + (batch * Stopwatch.Frequency / BatchesPerSecond);
                var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (ahead >= TimeSpan.FromMilliseconds(1))
                    clock.Wait(ahead, cancellationToken);
                for (var until = Math.Min(total, (batch + 1) * rate / BatchesPerSecond); sent < until; sent++)
                {
                    left.AddCount();
                    var (number, from) = (sent, Math.Min(due, Stopwatch.GetTimestamp()));
                    ThreadPool.UnsafeQueueUserWorkItem(_ => Send(number, from), null);
                }
            }
        }

        async void Send(long number, long due)
        {
            try
            {
                try
                {
                    await operation((int)(number % workers), number / workers);
                }
                catch (RedisConnectionException)
                {
                    // As in the closed loop.
                    await operation((int)(number % workers), number / workers);
                }

                latencies.Record(due, Stopwatch.GetTimestamp());
            }
            catch (Exception fault)
            {
                all.TrySetException(fault);
            }

            Finish();
        }

        void Finish()
        {
            if (left.Signal())
                all.TrySetResult();
        }
    }
}
