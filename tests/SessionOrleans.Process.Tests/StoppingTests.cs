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
    public Task Stop_WithManySessionsInMemory_IsDoneInTwoSecondsAndFinishesWhatIsUnderWay() => BestOfThreeAsync(async () =>
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
        return stopped;
    });

    [Fact]
    public Task Stop_OneOfTwo_LosesAndFailsNoUpdateOfTheOther() => BestOfThreeAsync(async () =>
    {
        await using var cluster = await Cluster.StartAsync();
        var stopping = await cluster.AddAsync();
        await stopping.SetAllAsync("");
        var other = await cluster.AddAsync();
        Assert.Equal(Sessions.Count, await stopping.ActivationsAsync());

        using var over = new CancellationTokenSource();
        var updating = Task.WhenAll(Sessions.Ids.Select(id => UpdateAsync(other, id, over.Token)));
        var stopped = await stopping.TerminateAsync();
        await over.CancelAsync();
        var updates = await updating;
        var read = await other.GetAllAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s, with {updates.Sum()} updates meanwhile.");
        Assert.Equal(updates, read.Select(answer => answer.Value!.Length));
        return stopped;
    });

    [Fact]
    public async Task Stop_WithoutRedis_WaitsForNobody()
    {
        await using var cluster = await Cluster.StartAsync();
        var store = await cluster.AddAsync();
        await store.SetAllAsync("kept");
        await cluster.Redis.KillAsync();

        var stopped = await store.TerminateAsync();

        output.WriteLine($"Stopped in {stopped.TotalSeconds:0.00} s.");
        Assert.True(stopped < TimeSpan.FromSeconds(5), $"It took {stopped}.");
    }

    /// <summary>What else a machine does only ever adds to what is measured, so the best of a few tells how long it takes.</summary>
    private static async Task BestOfThreeAsync(Func<Task<TimeSpan>> measure)
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 1; attempt <= 3 && best >= Allowed; attempt++)
        {
            var took = await measure();
            best = took < best ? took : best;
        }

        Assert.True(best < Allowed, $"It took {best}.");
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
