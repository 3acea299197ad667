namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>Reads of sessions that live on, as they come, while others end. Making them warms everything up.</summary>
internal sealed class ReadProbe(ISessionStore store, ParallelOptions parallel)
{
    /// <summary>How many sessions the probe keeps.</summary>
    public const int Sessions = 10_000;

    private static readonly Load AsTheyCome = new(Sessions, Rate: 500);
    private static readonly string[] Ids = [.. Enumerable.Range(0, Sessions).Select(session => $"probe-{session}")];

    private readonly StoreSubject _subject = new(store);

    /// <summary>Makes the sessions, and returns how many a second once it was warm.</summary>
    public async Task<double> BeginAsync(byte[] value)
    {
        await MakeAsync(Ids[..(Sessions / 2)]);
        var begun = Stopwatch.GetTimestamp();
        await MakeAsync(Ids[(Sessions / 2)..]);
        return Sessions / 2 / Stopwatch.GetElapsedTime(begun).TotalSeconds;

        Task MakeAsync(string[] ids) => Parallel.ForEachAsync(ids, parallel, async (id, _) => await _subject.SetAsync(id, value));
    }

    public Task EndAsync() => Parallel.ForEachAsync(Ids, parallel, async (id, _) => await store.RemoveAsync(id));

    public async Task<HistogramBase> RunAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        (await AsTheyCome.RunAsync(duration, session => _subject.GetAsync(Ids[session]), cancellationToken)).Latencies;

    /// <summary>Reads until <paramref name="end"/> has ended.</summary>
    public async Task<HistogramBase> RunUntilAsync(Task end, CancellationToken cancellationToken)
    {
        var all = Latencies.New();
        while (!end.IsCompleted)
            all.Add(await RunAsync(TimeSpan.FromSeconds(1), cancellationToken));
        return all;
    }
}
