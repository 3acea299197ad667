namespace SessionOrleans.Benchmarks.Contending;

/// <summary>One side of the contention: a session, and all who update it, spread over its clients.</summary>
internal sealed class Contender(IReadOnlyList<ISubject> clients, Load load)
{
    private const string Session = "contended";

    private long _acknowledged;

    public Rounds Rounds { get; } = new();

    public Task BeginAsync(int valueBytes) => clients[0].SetAsync(Session, new byte[valueBytes]);

    public async Task RoundAsync(TimeSpan length, bool measured, CancellationToken cancellationToken)
    {
        var (elapsed, latencies) = await load.RunAsync(
            length, worker => clients[worker % clients.Count].UpdateAsync(Session), cancellationToken);
        _acknowledged += latencies.TotalCount;
        if (measured)
            Rounds.Add(elapsed, latencies);
    }

    /// <summary>What was acknowledged and is not in the count.</summary>
    public async Task<long> LostAsync() => _acknowledged - await clients[0].CountAsync(Session);
}
