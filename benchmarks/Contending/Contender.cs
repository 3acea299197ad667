using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Contending;

/// <summary>One side of the contention: a session, and all who update it, spread over its clients.</summary>
internal sealed class Contender(IReadOnlyList<ISubject> clients, int workers)
{
    private const string Session = "contended";

    private readonly List<double> _rates = [];
    private long _acknowledged;

    public LatencyHistogram Latencies { get; } = new();

    public IReadOnlyList<double> Rates => _rates;

    public Task BeginAsync(int valueBytes) => clients[0].SetAsync(Session, new byte[valueBytes]);

    public async Task RoundAsync(TimeSpan length, bool measured, CancellationToken cancellationToken)
    {
        var (elapsed, latencies) = await ClosedLoop.RunAsync(workers, length, (worker, _) => clients[worker % clients.Count].UpdateAsync(Session), cancellationToken);
        _acknowledged += latencies.Count;
        if (!measured)
            return;
        _rates.Add(latencies.Count / elapsed.TotalSeconds);
        Latencies.Add(latencies);
    }

    /// <summary>What was acknowledged and is not in the count.</summary>
    public async Task<long> LostAsync() => _acknowledged - await clients[0].CountAsync(Session);
}
