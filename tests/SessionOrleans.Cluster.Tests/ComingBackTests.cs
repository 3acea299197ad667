using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SessionOrleans.Cluster.Tests;

/// <summary>Every process was killed; a new one serves what they had acknowledged.</summary>
public class ComingBackTests(ITestOutputHelper output)
{
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
        await store.ServedAgainAsync("kept");
        var took = Stopwatch.GetElapsedTime(begun);

        output.WriteLine(
            $"Served again after {took.TotalSeconds:0.0} s, of which the process took {store.StartedWithin.TotalSeconds:0.0} s to start.");

        // Both rows were judged at sight: watching what is of another machine takes eight seconds more.
        Assert.Equal(2, Regex.Count(store.Log, "A silo that ended without a word was declared dead"));
        Assert.DoesNotContain("watching for", store.Log, StringComparison.Ordinal);
    }
}
