using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Cluster.Tests;

/// <summary>Many callers add one to the same session.</summary>
public class CounterTests(ITestOutputHelper output)
{
    private const string Id = "counter";

    [Fact]
    public async Task Update_SixtyFourCallersTwoHundredAndFiftyTimes_IsExact()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var stores = await cluster.AddAsync(2);

        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(stores.Select(async store =>
        {
            var answer = await IncrementAsync(store, callers: 32, times: 250);
            Assert.Equal(("0", 8_000L, null), (answer.Value, answer.Version, answer.Error));
        }));
        var took = Stopwatch.GetElapsedTime(begun);

        output.WriteLine($"16,000 in {took.TotalSeconds:0.0} s: {16_000 / took.TotalSeconds:N0} a second.");
        Assert.Equal("16000", (await stores[0].GetAsync(Id)).Value);
    }

    [Fact]
    public async Task Update_ProcessesKilledAndStartedAgain_LosesNothingAcknowledged()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var doomed = await cluster.AddAsync();
        await doomed.SetAsync(Id, "0");
        var stores = await cluster.AddAsync(2);
        var adding = Task.WhenAll(stores.Select(store => IncrementAsync(store, callers: 16, times: 200)));

        var kills = 0;
        do
        {
            await GrownAsync(stores[0], adding);
            await doomed.KillAsync();
            kills++;
            doomed = await cluster.AddAsync();
        }
        while (kills < 2 && !adding.IsCompleted);

        var answers = await adding;
        var acknowledged = answers.Sum(answer => answer.Version);
        var unknown = answers.Sum(answer => int.Parse(answer.Value!, CultureInfo.InvariantCulture));
        var counted = 0;
        await Until.TrueAsync(
            async () => int.TryParse((await stores[0].GetAsync(Id)).Value, CultureInfo.InvariantCulture, out counted),
            TimeSpan.FromSeconds(60), "the counter is read");
        output.WriteLine(
            $"{kills} kills: {acknowledged} acknowledged, {unknown} unknown, {6_400 - acknowledged - unknown} refused, {counted} counted.");
        Assert.All(answers, answer => Assert.Null(answer.Error));
        Assert.InRange(counted, acknowledged, acknowledged + unknown);
        Assert.True(acknowledged > 0);
    }

    private static Task<Answer> IncrementAsync(StoreProcess store, int callers, int times) =>
        store.AskAsync(new { Do = "increment", Id, Callers = callers, Count = times });

    /// <summary>Until the counter grows, in the hands of whichever process has it now.</summary>
    private static async Task GrownAsync(StoreProcess store, Task adding)
    {
        var before = long.MaxValue;
        await Until.TrueAsync(
            async () =>
            {
                if (adding.IsCompleted)
                    return true;
                if (await store.GetAsync(Id) is not { Error: null } now)
                    return false;
                before = Math.Min(before, now.Version);
                return now.Version > before;
            },
            TimeSpan.FromSeconds(60),
            "the counter grows");
    }
}
