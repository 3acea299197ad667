using SessionOrleans.Benchmarks.Measuring;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>What the rounds of one side gave.</summary>
internal sealed class SideResult(IReadOnlyList<Measurement> rounds)
{
    private readonly LatencyHistogram _latencies = Merge(rounds);

    public Spread PerSecond { get; } = Spread.Of(rounds.Select(round => round.PerSecond));

    public TimeSpan P50 => _latencies.Percentile(0.50);

    public TimeSpan P99 => _latencies.Percentile(0.99);

    /// <summary>CPU microseconds per operation.</summary>
    public double ClientCpu => PerOperation(round => round.Cpu.Client);

    /// <inheritdoc cref="ClientCpu"/>
    public double SiloCpu => PerOperation(round => round.Cpu.Silo);

    /// <inheritdoc cref="ClientCpu"/>
    public double RedisCpu => PerOperation(round => round.Cpu.Redis);

    /// <summary>Rate over rate, round by round: what disturbed the machine meanwhile disturbed both.</summary>
    public Spread RatioTo(SideResult other) => Spread.Of(rounds.Zip(other.Rounds, (one, another) => one.PerSecond / another.PerSecond));

    private IReadOnlyList<Measurement> Rounds => rounds;

    private double PerOperation(Func<Measurement, TimeSpan> time) =>
        rounds.Sum(round => time(round).TotalMicroseconds) / rounds.Sum(round => round.Operations);

    private static LatencyHistogram Merge(IReadOnlyList<Measurement> rounds)
    {
        var all = new LatencyHistogram();
        foreach (var round in rounds)
            all.Add(round.Latencies);
        return all;
    }
}
