namespace SessionOrleans.Cluster.Tests;

/// <summary>Redis goes away, and comes back.</summary>
public class RedisAwayTests(ITestOutputHelper output)
{
    /// <summary>Beyond the time for which a silo trusts its last look at who else is there.</summary>
    private static readonly TimeSpan WellBeyondDetection = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Read_OnALoneSilo_GoesOnFromMemory()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var store = await cluster.AddAsync();
        await store.SetAllAsync("kept");
        // It has to have looked once, to know that it is alone. It looks every second, and nothing signals that it did.
        using var looked = new PeriodicTimer(TimeSpan.FromSeconds(4));
        await looked.WaitForNextTickAsync();
        await cluster.Redis.KillAsync();

        // How long it goes on is what is tested.
        using var over = new CancellationTokenSource(WellBeyondDetection);
        while (!over.IsCancellationRequested)
            Assert.All(await store.GetAllAsync(), answer => Assert.Equal("kept", answer.Value));

        await WritesFailAndReturnAsync(cluster, store);
    }

    [Fact]
    public async Task Read_OnASiloOfTwo_IsUnavailableOnceItCouldHaveBeenReplaced()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var stores = await cluster.AddAsync(2);
        await stores[0].SetAllAsync("kept");
        await cluster.Redis.KillAsync();

        await Until.TrueAsync(async () => (await stores[0].GetAllAsync()).All(answer => answer.IsUnavailable));
        Assert.All(await stores[0].GetAllAsync(), answer => Assert.True(answer.IsUnavailable, $"{answer}"));

        await WritesFailAndReturnAsync(cluster, stores[0]);
    }

    private async Task WritesFailAndReturnAsync(StoreCluster cluster, StoreProcess store)
    {
        var refused = await Task.WhenAll(TestSessions.Ids.Select(id => store.SetAsync(id, "lost")));
        var slowest = refused.Max(answer => answer.Milliseconds);
        output.WriteLine($"Writes failed within {slowest:0} ms.");
        Assert.All(refused, answer => Assert.True(answer.IsUnavailable, $"{answer}"));
        // They have patience for four seconds, once.
        Assert.InRange(slowest, 0, 8_000);

        await cluster.Redis.StartAgainAsync();
        var took = await store.ServedAgainAsync("kept");
        output.WriteLine($"Everything was served again {took.TotalSeconds:0.0} s after Redis was back.");
    }
}
