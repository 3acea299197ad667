namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>What one side is asked to do, over a number of sessions.</summary>
internal sealed class Operations(ISubject subject, int workers, int valueBytes, int sessions)
{
    private static long _created;

    private readonly byte[] _value = new byte[valueBytes];
    private readonly string[] _ids = [.. Enumerable.Range(0, sessions).Select(i => $"{valueBytes}-{i}")];
    private readonly long[] _turns = new long[workers];

    /// <summary>Makes the sessions.</summary>
    public Task FillAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _ids,
        new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
        async (id, _) => await subject.SetAsync(id, _value));

    /// <summary>One operation, told which worker does it.</summary>
    public Func<int, Task> Of(Work work) => work switch
    {
        Work.Get => worker => subject.GetAsync(NextOf(worker)),
        Work.Set => worker => subject.SetAsync(NextOf(worker), _value),
        Work.Create => _ => subject.CreateAsync($"new-{Interlocked.Increment(ref _created)}", _value),
        Work.Update => worker => subject.UpdateAsync(NextOf(worker)),
        _ => worker => subject.LockedUpdateAsync(NextOf(worker)),
    };

    /// <summary>No two workers touch the same session at the same time, and each comes round to all of its own.</summary>
    private string NextOf(int worker)
    {
        var each = _ids.Length / _turns.Length;
        return _ids[(worker * each) + (int)(_turns[worker]++ % each)];
    }
}
