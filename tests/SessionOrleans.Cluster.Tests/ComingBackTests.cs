using System.Diagnostics;

namespace SessionOrleans.Cluster.Tests;

/// <summary>Every process was killed; a new one serves what they had acknowledged.</summary>
public class ComingBackTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Start_AfterAllWereKilled_ServesOnTheSamePort()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var ports = FreePort.TakeTwo();
        var first = await cluster.AddOnAsync(ports);
        var second = await cluster.AddAsync();
        await first.SetAllAsync("kept");
        await Task.WhenAll(first.KillAsync(), second.KillAsync());

        await ServesAsync(() => cluster.AddOnAsync(ports));
    }

    [Fact]
    public async Task Start_AfterAllWereKilled_ServesOnAnotherPort()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var first = await cluster.AddOnAsync(FreePort.TakeTwo());
        var second = await cluster.AddOnAsync(FreePort.TakeTwo());
        await first.SetAllAsync("kept");
        await Task.WhenAll(first.KillAsync(), second.KillAsync());

        await ServesAsync(() => cluster.AddOnAsync(FreePort.TakeTwo()));
    }

    private async Task ServesAsync(Func<Task<StoreProcess>> start)
    {
        var begun = Stopwatch.GetTimestamp();
        var store = await start();
        await store.ServedAgainAsync("kept", Allowed);
        var took = Stopwatch.GetElapsedTime(begun);

        output.WriteLine(
            $"Served again after {took.TotalSeconds:0.0} s, of which the process took {store.StartedWithin.TotalSeconds:0.0} s to start.");
        Assert.True(took < Allowed, $"It took {took}. The store logged:\n{store.Log}");
    }
}
