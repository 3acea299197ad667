namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>How work is put upon a side.</summary>
/// <param name="Workers">Callers at once, each of which waits for its answer; in an open loop, over how many the work is spread.</param>
/// <param name="Rate">Requests a second as they come, whatever is answered; null: as fast as they are answered.</param>
internal sealed record Load(int Workers, int? Rate = null)
{
    /// <summary>Runs <paramref name="operation"/>, told which worker it is and how often that one ran before, for a while.</summary>
    public Task<(TimeSpan Elapsed, LatencyHistogram Latencies)> RunAsync(
        TimeSpan duration, Func<int, long, Task> operation, CancellationToken cancellationToken) => Rate is { } rate
        ? OpenLoop.RunAsync(rate, Workers, duration, operation, cancellationToken)
        : ClosedLoop.RunAsync(Workers, duration, operation, cancellationToken);
}
