namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>How work is put upon a side.</summary>
/// <param name="Workers">Callers at once, each of which waits for its answer; in an open loop, over how many the work is spread.</param>
/// <param name="Rate">Requests a second, whatever is answered (open loop); null: as fast as they are answered (closed loop).</param>
internal sealed record Load(int Workers, int? Rate = null)
{
    private const int BatchesPerSecond = 1_000;

    /// <summary>Runs <paramref name="operation"/>, told which worker it is, for a while.</summary>
    public Task<(TimeSpan Elapsed, HistogramBase Latencies)> RunAsync(
        TimeSpan duration, Func<int, Task> operation, CancellationToken cancellationToken) => Rate is { } rate
        ? OpenAsync(rate, duration, operation, cancellationToken)
        : ClosedAsync(duration, operation, cancellationToken);

    private async Task<(TimeSpan Elapsed, HistogramBase Latencies)> ClosedAsync(
        TimeSpan duration, Func<int, Task> operation, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker), cancellationToken));
        var histograms = await Task.WhenAll(workers);
        var elapsed = Stopwatch.GetElapsedTime(begun);
        foreach (var other in histograms[1..])
            histograms[0].Add(other);
        return (elapsed, histograms[0]);

        async Task<LongHistogram> WorkAsync(int worker)
        {
            var latencies = Latencies.New();
            for (var now = Stopwatch.GetTimestamp(); now < end;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await AskAsync(operation, worker);
                var done = Stopwatch.GetTimestamp();
                latencies.RecordValue(done - now);
                now = done;
            }

            return latencies;
        }
    }

    /// <summary>
    /// A batch falls due each millisecond. A request's latency counts from when it was due: what waited behind something slow shows.
    /// </summary>
    private async Task<(TimeSpan Elapsed, HistogramBase Latencies)> OpenAsync(
        int rate, TimeSpan duration, Func<int, Task> operation, CancellationToken cancellationToken)
    {
        var latencies = Latencies.NewConcurrent();
        var begun = Stopwatch.GetTimestamp();
        var requests = new Task[(long)(rate * duration.TotalSeconds)];
        // A thread of its own: on the pool, the due times would wait behind the work.
        await Task.Factory.StartNew(Dispatch, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(requests);
        return (Stopwatch.GetElapsedTime(begun), latencies);

        void Dispatch()
        {
            using var clock = new ManualResetEventSlim(initialState: false, spinCount: 0);
            for (long batch = 0, sent = 0; sent < requests.Length; batch++)
            {
                var due = begun + (batch * Stopwatch.Frequency / BatchesPerSecond);
                var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (ahead >= TimeSpan.FromMilliseconds(1))
                    clock.Wait(ahead, cancellationToken);
                for (var until = Math.Min(requests.Length, (batch + 1) * rate / BatchesPerSecond); sent < until; sent++)
                {
                    var (worker, from) = ((int)(sent % Workers), Math.Min(due, Stopwatch.GetTimestamp()));
                    requests[sent] = Task.Run(() => SendAsync(worker, from), CancellationToken.None);
                }
            }
        }

        async Task SendAsync(int worker, long due)
        {
            await AskAsync(operation, worker);
            latencies.RecordValue(Stopwatch.GetTimestamp() - due);
        }
    }

    private static async Task AskAsync(Func<int, Task> operation, int worker)
    {
        try
        {
            await operation(worker);
        }
        catch (RedisConnectionException)
        {
            // Redis' client fails about once in half a million commands although it is connected. What was asked for is asked again.
            await operation(worker);
        }
    }
}
