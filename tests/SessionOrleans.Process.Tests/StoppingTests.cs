using System.Diagnostics;
using System.Globalization;
using SessionOrleans.Process.Tests.Processes;
using Xunit.Abstractions;

namespace SessionOrleans.Process.Tests;

/// <summary>A process is stopped as orchestrators do it, and started again.</summary>
public class StoppingTests(ITestOutputHelper output)
{
    private const int Many = 2_000;

    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Stop_WithManySessionsInMemory_IsDoneInTwoSecondsAndFinishesWhatIsUnderWay()
    {
        await using var cluster = await Cluster.StartAsync();
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

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s, started and served in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.00} s.");
        Assert.All(answers, answer => Assert.Equal("kept+", answer.Value));
        Assert.All(read[..50], answer => Assert.Equal("kept+", answer.Value));
        Assert.Equal("kept", read[50].Value);
        Assert.True(stopped < Allowed, $"It took {stopped}.");
    }

    [Fact]
    public async Task Stop_OneOfTwo_LosesAndFailsNoUpdateOfTheOther()
    {
        await using var cluster = await Cluster.StartAsync();
        var stores = await cluster.AddAsync(2);
        await stores[1].SetAllAsync("");
        Assert.NotEqual(0, await stores[1].ActivationsAsync());

        using var over = new CancellationTokenSource();
        var updating = Task.WhenAll(Sessions.Ids.Select(id => UpdateAsync(stores[0], id, over.Token)));
        var stopped = await stores[1].TerminateAsync();
        await over.CancelAsync();
        var updates = await updating;
        var read = await stores[0].GetAllAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s, with {updates.Sum()} updates meanwhile.");
        Assert.Equal(updates, read.Select(answer => answer.Value!.Length));
        Assert.True(stopped < Allowed, $"It took {stopped}.");
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
