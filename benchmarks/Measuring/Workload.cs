namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>The sessions of one party, and the work on them.</summary>
internal sealed class Workload(Testbed testbed, Party party, Load load, int valueBytes, int sessions)
{
    private readonly Operations _operations = new(party.Subject, load.Workers, valueBytes, sessions);

    /// <summary>Makes the sessions.</summary>
    public Task FillAsync(CancellationToken cancellationToken) => _operations.FillAsync(cancellationToken);

    /// <summary>Works for a while; <paramref name="rounds"/> counts it, where it is to be counted.</summary>
    public async Task RunAsync(Work work, TimeSpan length, Rounds? rounds, CancellationToken cancellationToken)
    {
        // One side, or one point, does not pay for another's garbage.
        GC.Collect();
        var before = await testbed.CpuAsync(party.Silos);
        var (elapsed, latencies) = await load.RunAsync(length, _operations.Of(work), cancellationToken);
        rounds?.Add(elapsed, latencies, await testbed.CpuAsync(party.Silos) - before);
    }
}
