using System.Globalization;
using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>
/// Worker processes that take turns at one lock and change a resource outside under it, on sessions whose activation is in a process of its
/// own at first; and what can be done to them meanwhile.
/// </summary>
public sealed class Workload(StoreCluster cluster, OutsideView outside, bool fenced)
{
    public const string Id = "work";

    private const double LeaseSeconds = 2;

    private readonly Dictionary<string, (StoreProcess Process, Task<Answer> Working)> _workers = [];
    private int _named;

    public async Task AddWorkerAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"w{Interlocked.Increment(ref _named)}");
        var process = await cluster.AddAsync(("LockEnforcement", fenced ? "Strict" : "Advisory"));
        var working = process.AskAsync(new { Do = "work", Id, Name = name, LeaseSeconds, Fenced = fenced });
        lock (_workers)
            _workers[name] = (process, working);
    }

    /// <summary>Stops a worker where it stands: it has read, and not written yet.</summary>
    public async Task<OutsideEntry> CatchHolderAsync()
    {
        OutsideEntry? caught = null;
        await Until.TrueAsync(
            async () =>
            {
                if (await LastAsync() is not { IsRead: true } read || !_workers.TryGetValue(read.Worker, out var worker))
                    return false;
                await worker.Process.PauseAsync();
                if (await LastAsync() == read)
                    caught = read;
                else
                    await worker.Process.ResumeAsync();
                return caught is not null;
            },
            TimeSpan.FromSeconds(60),
            "a holder is caught at work");
        return caught!;
    }

    /// <summary>Lets a worker go on, and waits for what it does first.</summary>
    public async Task LetGoAsync(OutsideEntry caught)
    {
        await _workers[caught.Worker].Process.ResumeAsync();
        await Until.TrueAsync(
            async () => (await outside.EntriesAsync()).Any(entry => !entry.IsRead && entry.Token == caught.Token),
            TimeSpan.FromSeconds(60),
            "the resumed holder goes on");
    }

    public async Task KillAsync(OutsideEntry caught)
    {
        await _workers[caught.Worker].Process.KillAsync();
        _workers.Remove(caught.Worker, out var worker);
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.Working);
    }

    /// <summary>Until somebody has written who was granted the lock later.</summary>
    public Task OthersWroteAsync(long token) => Until.TrueAsync(
        async () => (await outside.EntriesAsync()).Any(entry => entry.IsWrite && entry.Token > token),
        TimeSpan.FromSeconds(80),
        "others go on");

    public async Task<long> LastTokenAsync() => (await LastAsync())?.Token ?? 0;

    public async Task RestAsync()
    {
        foreach (var (process, _) in _workers.Values)
            await process.AskAsync(new { Do = "rest" });
        foreach (var (_, working) in _workers.Values)
            Assert.Null((await working).Error);
    }

    private async Task<OutsideEntry?> LastAsync() => await outside.EntriesAsync() is [.., var last] ? last : null;
}
