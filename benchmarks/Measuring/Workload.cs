namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>The sessions of one party, and the work on them.</summary>
internal sealed class Workload(Testbed testbed, Party party, Load load, int valueBytes, int sessions)
{
    private static long _created;

    private readonly ISubject _subject = party.Subject;
    private readonly byte[] _value = new byte[valueBytes];
    private readonly string[] _ids = [.. Enumerable.Range(0, sessions).Select(i => $"{valueBytes}-{i}")];
    private readonly long[] _turns = new long[load.Workers];

    /// <summary>Makes the sessions.</summary>
    public Task FillAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _ids,
        new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
        async (id, _) => await _subject.SetAsync(id, _value));

    /// <summary>Works for a while; <paramref name="rounds"/> counts it, where it is to be counted.</summary>
    public async Task RunAsync(Work work, TimeSpan length, Rounds? rounds, CancellationToken cancellationToken)
    {
        // One side, or one point, does not pay for another's garbage.
        GC.Collect();
        var before = await testbed.CpuAsync(party.Silos);
        var (elapsed, latencies) = await load.RunAsync(length, OperationOf(work), cancellationToken);
        rounds?.Add(elapsed, latencies, await testbed.CpuAsync(party.Silos) - before);
    }

    /// <summary>One operation, told which worker does it.</summary>
    public Func<int, Task> OperationOf(Work work) => work switch
    {
        Work.Get => worker => _subject.GetAsync(NextOf(worker)),
        Work.Set => worker => _subject.SetAsync(NextOf(worker), _value),
        Work.Create => _ => _subject.CreateAsync($"new-{Interlocked.Increment(ref _created)}", _value),
        Work.Update => worker => _subject.UpdateAsync(NextOf(worker)),
        _ => worker => _subject.LockedUpdateAsync(NextOf(worker)),
    };

    /// <summary>No two workers touch the same session at the same time, and each comes round to all of its own.</summary>
    private string NextOf(int worker)
    {
        var each = _ids.Length / _turns.Length;
        return _ids[(worker * each) + (int)(_turns[worker]++ % each)];
    }
}
