using System.Diagnostics;
using SessionOrleans.Benchmarks.Measuring;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>Reads of sessions that live on, as they come, while others end. Making them warms everything up.</summary>
internal sealed class ReadProbe(ISessionStore store, int workers)
{
    private const int Sessions = 10_000;
    private const int PerSecond = 500;

    private static readonly Load AsTheyCome = new(Sessions, PerSecond);

    /// <summary>How many sessions the probe keeps.</summary>
    public static int Count => Sessions;

    /// <summary>Makes the sessions, and returns how many a second once it was warm.</summary>
    public async Task<double> BeginAsync(byte[] value, CancellationToken cancellationToken)
    {
        await MakeAsync(Ids.Take(Sessions / 2));
        var begun = Stopwatch.GetTimestamp();
        await MakeAsync(Ids.Skip(Sessions / 2));
        return Sessions / 2 / Stopwatch.GetElapsedTime(begun).TotalSeconds;

        Task MakeAsync(IEnumerable<string> ids) => ForEachAsync(ids, id => store.SetAsync(id, value), cancellationToken);
    }

    public Task EndAsync(CancellationToken cancellationToken) => ForEachAsync(Ids, id => store.RemoveAsync(id), cancellationToken);

    public async Task<LatencyHistogram> RunAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        (await AsTheyCome.RunAsync(duration, (session, _) => ReadAsync(IdOf(session)), cancellationToken)).Latencies;

    /// <summary>Reads until <paramref name="end"/> has ended.</summary>
    public async Task<LatencyHistogram> RunUntilAsync(Task end, CancellationToken cancellationToken)
    {
        var all = new LatencyHistogram();
        while (!end.IsCompleted)
            all.Add(await RunAsync(TimeSpan.FromSeconds(1), cancellationToken));
        return all;
    }

    private Task ForEachAsync(IEnumerable<string> ids, Func<string, Task> operation, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        ids, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, async (id, _) => await operation(id));

    private async Task ReadAsync(string id)
    {
        if (await store.GetAsync<byte[]>(id) is null)
            throw new InvalidOperationException("A session that should live is gone.");
    }

    private static IEnumerable<string> Ids => Enumerable.Range(0, Sessions).Select(IdOf);

    private static string IdOf(int session) => $"probe-{session}";
}
