using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Cluster.Tests;

/// <summary>
/// A process is stopped as orchestrators do it, and started again. How long that takes on a machine that does nothing else is what
/// docs/operations.md promises: ./test runs these by themselves, at its end.
/// </summary>
[Trait("Category", "Timed")]
public class StoppingTests(ITestOutputHelper output)
{
    private const int Many = 2_000;

    /// <summary>The wait for clients to go elsewhere, of which there are none here, would add 2.5 seconds to at least half a
    /// second.</summary>
    private static readonly TimeSpan WithoutFarewell = TimeSpan.FromSeconds(2.5);

    /// <summary>Waiting for calls that park for two seconds, and passing on as long again, would take four.</summary>
    private static readonly TimeSpan WithoutParkedCalls = TimeSpan.FromSeconds(3.5);

    /// <summary>A stop that hangs is given up after nine seconds. What there is to try without Redis takes four.</summary>
    private static readonly TimeSpan WithoutHanging = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Stop_WithManySessionsInMemory_WaitsForNobodyAndFinishesWhatIsUnderWay()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var store = await cluster.AddAsync();
        await store.FillAsync("many", Many, "kept");
        Assert.Equal(Many, await store.ActivationsAsync());
        var underWay = Enumerable.Range(0, 50).Select(number => store.UpdateAsync(Id(number), "+")).ToList();
        await underWay[0];

        var stopped = await store.TerminateAsync();
        var answers = await Task.WhenAll(underWay);
        var begun = Stopwatch.GetTimestamp();
        var again = await cluster.AddAsync();
        var read = await Task.WhenAll(Enumerable.Range(0, 51).Select(number => again.GetAsync(Id(number))));

        output.WriteLine(
            $"Stopped in {stopped.TotalSeconds:0.00} s, started and served in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.00} s.");
        Assert.All(answers, answer => Assert.Equal("kept+", answer.Value));
        Assert.All(read[..50], answer => Assert.Equal("kept+", answer.Value));
        Assert.Equal("kept", read[50].Value);
        Assert.InRange(stopped, TimeSpan.Zero, WithoutFarewell);
    }

    [Fact]
    public async Task Stop_OneOfTwo_LosesAndFailsNoUpdateOfTheOther()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var stopping = await cluster.AddAsync();
        await stopping.SetAllAsync("");
        var other = await cluster.AddAsync();
        Assert.Equal(TestSessions.Count, await stopping.ActivationsAsync());

        using var over = new CancellationTokenSource();
        var updating = Task.WhenAll(TestSessions.Ids.Select(id => UpdateAsync(other, id, over.Token)));
        var stopped = await stopping.TerminateAsync();
        await over.CancelAsync();
        var updates = await updating;
        var read = await other.GetAllAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s, with {updates.Sum()} updates meanwhile.");
        Assert.Equal(updates, read.Select(answer => answer.Value!.Length));
        Assert.InRange(stopped, TimeSpan.Zero, WithoutFarewell);
    }

    [Fact]
    public async Task Stop_WhileAnotherWaitsForLocks_DoesNotWaitForItAndItGetsItsTurns()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var stopping = await cluster.AddAsync();
        await stopping.SetAllAsync("kept");
        var other = await cluster.AddAsync();
        var held = await Task.WhenAll(TestSessions.Ids.Select(id => other.HeldAsync(id, name: id, lease: 60)));
        var waiting = TestSessions.Ids.Select(id => other.HoldAsync(id, name: "later " + id, wait: 60)).ToList();
        await Task.WhenAll(TestSessions.Ids.Select(id => other.WaitedForAsync(id, 1)));

        var stopped = await stopping.TerminateAsync();
        await Task.WhenAll(TestSessions.Ids.Select(id => other.ReleaseAsync(id)));
        var granted = await Task.WhenAll(waiting);

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s.");
        Assert.All(granted.Zip(held), turn => Assert.True(Locks.TokenOf(turn.First) > turn.Second));
        Assert.InRange(stopped, TimeSpan.Zero, WithoutParkedCalls);
    }

    [Fact]
    public async Task Stop_WithoutRedis_DoesNotHang()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var store = await cluster.AddAsync();
        await store.SetAllAsync("kept");
        await cluster.Redis.KillAsync();

        var stopped = await store.TerminateAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s.");
        Assert.InRange(stopped, TimeSpan.Zero, WithoutHanging);
    }

    private static string Id(int number) => "many" + number.ToString(CultureInfo.InvariantCulture);

    private static async Task<int> UpdateAsync(StoreProcess store, string id, CancellationToken over)
    {
        for (var updates = 0; ; updates++)
        {
            if (over.IsCancellationRequested)
                return updates;
            Assert.Null((await store.UpdateAsync(id, "+")).Error);
        }
    }
}
