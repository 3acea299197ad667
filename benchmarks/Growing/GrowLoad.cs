using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>The work of one point upon one cluster.</summary>
internal sealed class GrowLoad(Testbed testbed, StoreCluster cluster, GrowPoint point)
{
    private readonly StoreSubject _subject = new(cluster.Client.Store);
    private readonly byte[] _value = new byte[point.ValueBytes];
    private readonly string[] _ids = [.. Enumerable.Range(0, point.Sessions).Select(i => $"{point.ValueBytes}-{i}")];
    private readonly long[] _turns = new long[point.Workers];

    /// <summary>Makes the sessions.</summary>
    public Task FillAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(_ids, options, async (id, _) => await _subject.SetAsync(id, _value));
    }

    public async Task<Measurement> MeasureAsync(Work work, TimeSpan length, CancellationToken cancellationToken)
    {
        // One point does not pay for another's garbage.
        GC.Collect();
        var before = await testbed.CpuAsync(cluster.Silos);
        var (elapsed, latencies) = await ClosedLoop.RunAsync(point.Workers, length, OperationOf(work), cancellationToken);
        return new Measurement(latencies.Count, elapsed, latencies, await testbed.CpuAsync(cluster.Silos) - before);
    }

    /// <summary>
    /// No two workers touch the same session at the same time. Each comes round to all of its own, and goes on in a round where it was after the last.
    /// </summary>
    private Func<int, long, Task> OperationOf(Work work)
    {
        var (subject, value, ids, turns) = (_subject, _value, _ids, _turns);
        var each = ids.Length / turns.Length;
        return work is Work.Get
            ? (worker, _) => subject.GetAsync(NextOf(worker))
            : (worker, _) => subject.SetAsync(NextOf(worker), value);

        string NextOf(int worker) => ids[(worker * each) + (int)(turns[worker]++ % each)];
    }
}
