namespace SessionOrleans.Cluster.Tests;

/// <summary>Silos of other machines that nobody answers for.</summary>
public class OtherMachineTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Start_RowsOfMachinesThatAreGone_ServesOnceTheyWereWatched()
    {
        await using var cluster = await StoreCluster.StartAsync();
        StoreProcess[] stores = [await cluster.AddOnAsync(FreePort.TakeTwo()), await cluster.AddOnAsync(FreePort.TakeTwo())];
        await stores[0].SetAllAsync("kept");
        await Task.WhenAll(stores.Select(store => store.KillAsync()));
        await using var redis = await cluster.Redis.ConnectAsync();
        await ForeignRow.MakeAsync(cluster, redis);

        var again = await cluster.AddAsync();
        var took = again.StartedWithin + await again.ServedAgainAsync("kept");

        output.WriteLine($"Served after {took.TotalSeconds:0.0} s.");
        Assert.Contains("2 silos of the table do not answer; watching for", again.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AMachineThatLivesButCannotBeReached_LeavesItAloneAndSaysWhatToDo()
    {
        var message = await KeptOutAsync(FreePort.TakeTwo());

        Assert.Contains(
            "set SessionStoreOptions.AdvertisedAddress and SiloPort on each, and open the port", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AMachineThatLivesAtTheSameAddress_LeavesItAloneAndSaysWhatToDo()
    {
        var ports = FreePort.TakeTwo();

        var message = await KeptOutAsync(ports, ("SiloPort", $"{ports.Silo}"), ("GatewayPort", $"{ports.Gateway}"));

        Assert.Contains($"Another machine, elsewhere, has a silo at 127.0.0.1:{ports.Silo}", message, StringComparison.Ordinal);
    }

    /// <summary>What a process says that cannot join, while the row of a silo at the given ports is kept alive.</summary>
    private static async Task<string> KeptOutAsync((int Silo, int Gateway) ports, params (string Name, string Value)[] options)
    {
        await using var cluster = await StoreCluster.StartAsync();
        await (await cluster.AddOnAsync(ports)).KillAsync();
        await using var redis = await cluster.Redis.ConnectAsync();
        var row = (await ForeignRow.MakeAsync(cluster, redis)).Single();

        using var over = new CancellationTokenSource();
        var living = LiveAsync(row, over.Token);
        var kept = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.AddAsync(options));
        Assert.True(await row.IsActiveAsync());
        await over.CancelAsync();
        await living;
        return kept.Message;
    }

    private static async Task LiveAsync(ForeignRow row, CancellationToken over)
    {
        using var heartbeat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!over.IsCancellationRequested)
        {
            await row.LiveAsync();
            await heartbeat.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
