using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Cluster.Tests;

/// <summary>
/// The workload by which Jepsen tested the locks of etcd: several processes take a lock, read a set elsewhere, add to it, write it back
/// with the token, release; holders are paused beyond their lease and killed, and so is the process with the activation.
/// </summary>
[Trait("Category", "Chaos")]
public class LockWorkloadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Work_HoldersPausedAndKilled_NothingIsLostBehindTheFence()
    {
        await using var cluster = await StoreCluster.StartAsync();
        await using var redis = await cluster.Redis.ConnectAsync();
        var outside = new OutsideView(redis.GetDatabase(), Workload.Id);
        var silo = await cluster.AddAsync();
        await silo.SetAsync(Workload.Id, "");
        var work = new Workload(cluster, outside, fenced: true);
        await Task.WhenAll(work.AddWorkerAsync(), work.AddWorkerAsync(), work.AddWorkerAsync());

        await PauseAHolderAsync(work);
        var killed = await work.CatchHolderAsync();
        await work.KillAsync(killed);
        await work.OthersWroteAsync(killed.Token);
        await silo.KillAsync();
        await work.AddWorkerAsync();
        await work.OthersWroteAsync(await work.LastTokenAsync());
        await PauseAHolderAsync(work);
        await work.RestAsync();

        var entries = await outside.EntriesAsync();
        Tell(entries);
        Assert.Empty(WorkloadChecker.Check(entries, await outside.ElementsAsync()));
        Assert.Contains(entries, entry => entry.IsRefused);
    }

    /// <summary>Shows that the checker sees what fencing prevents, and that a lease alone prevents it not.</summary>
    [Fact]
    public async Task Work_WithoutFence_TheCheckerFindsWhatIsLost()
    {
        await using var cluster = await StoreCluster.StartAsync();
        await using var redis = await cluster.Redis.ConnectAsync();
        var outside = new OutsideView(redis.GetDatabase(), Workload.Id);
        await (await cluster.AddAsync(("LockEnforcement", "Advisory"))).SetAsync(Workload.Id, "");
        var work = new Workload(cluster, outside, fenced: false);
        await Task.WhenAll(work.AddWorkerAsync(), work.AddWorkerAsync());

        await PauseAHolderAsync(work);
        await work.RestAsync();

        var entries = await outside.EntriesAsync();
        Tell(entries);
        var found = WorkloadChecker.Check(entries, await outside.ElementsAsync());
        output.WriteLine(string.Join('\n', found));
        Assert.All(["shrunk", "overlapped", "lost"], what => Assert.Contains(
            found, finding => finding.StartsWith(what, StringComparison.Ordinal)));
    }

    private static async Task PauseAHolderAsync(Workload work)
    {
        var paused = await work.CatchHolderAsync();
        await work.OthersWroteAsync(paused.Token);
        await work.LetGoAsync(paused);
    }

    private void Tell(IReadOnlyList<OutsideEntry> entries) => output.WriteLine(
        $"{entries.Count(entry => entry.IsRead)} read, {entries.Count(entry => entry.IsWrite)} " +
        $"wrote, {entries.Count(entry => entry.IsRefused)} were refused.");
}
