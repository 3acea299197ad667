namespace SessionOrleans.Cluster.Tests;

/// <summary>Watches of sessions whose process is lost.</summary>
public class WatchTests
{
    private const int Count = 40;

    [Fact]
    public async Task Kill_ProcessWithTheWatchedSessions_WatchersElsewhereSeeTheNewest()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var lost = await cluster.AddAsync();
        await lost.FillAsync("watched", Count, "before");
        var others = await cluster.AddAsync(2);
        await others[0].AskAsync(new { Do = "watch", Id = "watched", Count });
        await SeenAsync(others[0], "before");
        Assert.Equal(Count, await lost.ActivationsAsync());

        await lost.KillAsync();
        await Until.TrueAsync(
            async () => (await others[1].FillAsync("watched", Count, "after")).Error is null, what: "the others serve the sessions");
        await SeenAsync(others[0], "after");

        Assert.Null((await others[0].AskAsync(new { Do = "seen", Value = "" })).Value);
    }

    [Fact]
    public async Task Pause_ProcessWithAWatcher_SeesTheNewestWhenItGoesOn()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var writer = await cluster.AddAsync();
        await writer.FillAsync("watched", Count, "before");
        var watcher = await cluster.AddAsync();
        await watcher.AskAsync(new { Do = "watch", Id = "watched", Count });

        await watcher.PauseAsync();
        await writer.FillAsync("watched", Count, "meanwhile");
        await watcher.ResumeAsync();
        await SeenAsync(watcher, "meanwhile");

        Assert.Null((await watcher.AskAsync(new { Do = "seen", Value = "" })).Value);
    }

    private static Task SeenAsync(StoreProcess store, string value) => Until.TrueAsync(
        async () => (await store.AskAsync(new { Do = "seen", Value = value })).Version == Count, what: $"all were seen as '{value}'");
}
