using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Cluster.Tests;

/// <summary>A process is stopped as orchestrators do it, and started again.</summary>
[Collection(nameof(StoppingTests))]
public class StoppingTests(ITestOutputHelper output)
{
    private const int Many = 2_000;

    /// <summary>On a machine that does nothing else.</summary>
    private static readonly TimeSpan UsualStart = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    /// <summary>Waiting for calls that park for two seconds, and passing on as long again, would take four.</summary>
    private static readonly TimeSpan AllowedWithWaiters = TimeSpan.FromSeconds(3.5);

    [Fact]
    public async Task Stop_WithManySessionsInMemory_IsDoneInTwoSecondsAndFinishesWhatIsUnderWay()
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
        AssertWithin(Allowed, store, stopped);
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
        AssertWithin(Allowed, stopping, stopped);
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
        AssertWithin(AllowedWithWaiters, stopping, stopped);
    }

    [Fact]
    public async Task Stop_WithoutRedis_WaitsForNobody()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var store = await cluster.AddAsync();
        await store.SetAllAsync("kept");
        await cluster.Redis.KillAsync();

        var stopped = await store.TerminateAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s.");
        AssertWithin(TimeSpan.FromSeconds(5), store, stopped);
    }

    /// <summary>A machine that is busy is slow to stop a process, and to start one: there the bound grows with how long the start
    /// took.</summary>
    private static void AssertWithin(TimeSpan allowed, StoreProcess store, TimeSpan stopped)
    {
        var bound = allowed * Math.Max(1, store.StartedWithin / UsualStart);
        Assert.True(stopped < bound, $"It took {stopped}, and may take {bound} where a start takes {store.StartedWithin}.");
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
