using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.Output;
using SessionOrleans.Chaos.Processes;
using SessionOrleans.Chaos.Workloads;
using SessionOrleans.Harness;
using SessionOrleans.Harness.Outside;
using StackExchange.Redis;

namespace SessionOrleans.Chaos.Faults;

/// <summary>
/// The fault that every layer of defence is for, made on purpose: the silo that has every session, and holds a lock, stands still until
/// others have taken all of it over, and goes on.
/// </summary>
internal sealed class Takeover(ChaosCluster cluster, FaultCounts counts, Progress progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static IReadOnlyCollection<string> Lasting { get; } =
        [.. SessionIds.All.Where(id => SessionIds.KindOf(id) is not SessionKind.Brief)];

    public async Task MakeAsync(Defect defect)
    {
        var paused = cluster.Silos[0].Process;
        var begun = MonotonicClock.Now;
        await Until.TrueAsync(() => Task.FromResult(IsWrittenSince(begun)), Patience, "every session is written");
        if (defect is Defect.Fencing)
            await CatchHolderAsync(paused);
        else
            await paused.PauseAsync();
        var stopped = MonotonicClock.Now;
        progress.Say("silo 1 stands still");
        await Until.TrueAsync(() => Task.FromResult(IsWrittenSince(stopped)), Patience, "others have taken every session over");
        await paused.ResumeAsync();
        counts.Count(FaultKind.Pause);
        var resumed = MonotonicClock.Now;
        progress.Say("others wrote to every session; silo 1 goes on");
        var late = resumed + LateFatalErrors.Delay + TimeSpan.FromSeconds(1);
        await Until.TrueAsync(
            () => Task.FromResult(cluster.Log.IsServedSince(
                late, process => process == paused.Name, Lasting)), Patience, "silo 1 serves every session again");
    }

    /// <summary>Whether others than the first silo have written to each session that does not end.</summary>
    private bool IsWrittenSince(TimeSpan moment) =>
        Lasting.All(id => cluster.Log.HasWrittenSince(id, moment, except: cluster.Silos[0].Process.Name));

    /// <summary>Stops the process in the middle of what it does under a lock: it has read, and not written yet.</summary>
    private async Task CatchHolderAsync(WorkerProcess worker)
    {
        await using var redis = await cluster.Redis.Outside.ConnectAsync();
        var database = redis.GetDatabase();
        await Until.TrueAsync(
            async () =>
            {
                foreach (var name in SessionIds.Locks)
                {
                    if (!await IsHolderAsync(database, name, worker))
                        continue;
                    await worker.PauseAsync();
                    if (await IsHolderAsync(database, name, worker))
                        return true;
                    await worker.ResumeAsync();
                }

                return false;
            },
            Patience,
            "a holder is caught at work");
    }

    private static async Task<bool> IsHolderAsync(IDatabase database, string name, WorkerProcess worker)
    {
        var last = await database.ListGetByIndexAsync(OutsideSet.EntriesOf(name), -1);
        return !last.IsNull && OutsideEntry.Parse(last.ToString()) is { IsRead: true } read && read.Worker == worker.Name;
    }
}
