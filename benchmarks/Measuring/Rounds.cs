namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>What the rounds of one side gave.</summary>
internal sealed class Rounds
{
    private readonly List<double> _rates = [];
    private readonly LongHistogram _latencies = Latencies.New();
    private CpuTimes _cpu;

    public double LastPerSecond => _rates[^1];

    public Spread PerSecond => Spread.Of(_rates);

    public double P50Us => _latencies.MicrosecondsAt(50);

    public double P99Us => _latencies.MicrosecondsAt(99);

    /// <summary>CPU time per operation.</summary>
    public CpuTimes CpuEach => _cpu / _latencies.TotalCount;

    /// <summary>Rate over rate, round by round: what disturbed the machine meanwhile disturbed both.</summary>
    public Spread RatioTo(Rounds other) => Spread.Of(_rates.Zip(other._rates, (one, another) => one / another));

    public void Add(TimeSpan elapsed, HistogramBase latencies, CpuTimes cpu = default)
    {
        _rates.Add(latencies.TotalCount / elapsed.TotalSeconds);
        _latencies.Add(latencies);
        _cpu += cpu;
    }
}
