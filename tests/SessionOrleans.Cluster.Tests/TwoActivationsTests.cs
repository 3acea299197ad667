using System.Globalization;

namespace SessionOrleans.Cluster.Tests;

/// <summary>
/// Two activations of one session: one in a process that stands still and goes on, the other in the process that took the session over.
/// </summary>
public class TwoActivationsTests(ITestOutputHelper output)
{
    private const string Id = "order-7";
    private const int Late = 30;

    /// <summary>The store has to refuse the old token, so the handle, which would refuse by itself, is left out.</summary>
    private static readonly string[] Refusals =
        ["SessionLockLostException", "SessionStoreUnavailableException", "SessionOutcomeUnknownException"];

    [Fact]
    public async Task Resume_HolderWithTheOldActivation_WritesNothingMore()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var paused = await cluster.AddAsync();
        await paused.SetAsync(Id, "0");
        var stale = await paused.HeldAsync(Id, lease: 5);
        var other = await cluster.AddAsync();
        Assert.Equal(1, await paused.ActivationsAsync());
        // Some of these are cut off on their way to Redis: between the grain's decision and the storage's.
        var cutOff = Enumerable.Range(0, Late).Select(number => paused.SetWithTokenAsync(Id, Text("cut", number), stale)).ToList();
        await cutOff[0];

        await paused.PauseAsync();
        var token = await other.HeldInTheEndAsync(Id, lease: 60);
        Assert.Null((await other.SetHeldAsync("new")).Error);
        // Asked while it stands still, so that they are the very first that it does.
        var late = Enumerable.Range(0, Late).Select(number => paused.SetWithTokenAsync(Id, Text("late", number), stale)).ToList();
        var byHandle = paused.SetHeldAsync("late by handle");
        var plain = paused.SetAsync(Id, "late and plain");
        var read = paused.GetAsync(Id);
        await paused.ResumeAsync();

        var answers = await Task.WhenAll(late);
        output.WriteLine(string.Join(", ", answers.GroupBy(answer => answer.Value).Select(group => $"{group.Count()} {group.Key}")));
        Assert.All(answers, answer => Assert.Contains(answer.Value, Refusals));
        Assert.Contains((await byHandle).Value, Refusals);
        Assert.Contains((await plain).Value, Refusals.Append("SessionLockedException"));
        Assert.True(await read is { Value: "new" } or { IsUnavailable: true }, $"{await read}");
        await Task.WhenAll(cutOff);

        await Until.TrueAsync(
            async () => (await paused.SetWithTokenAsync(Id, "later", stale)).Value == "SessionLockLostException",
            TimeSpan.FromSeconds(60),
            "the resumed process knows that its lock is lost");
        Assert.True(token > stale);
        Assert.True(await paused.IsLostAsync());
        Assert.Equal("new", (await other.GetAsync(Id)).Value);
        Assert.Equal("new", (await paused.GetAsync(Id)).Value);
        Assert.Null((await other.SetAndReleaseAsync("newer")).Error);
        Assert.Equal("newer", (await paused.GetAsync(Id)).Value);
    }

    private static string Text(string beginning, int number) => beginning + number.ToString(CultureInfo.InvariantCulture);
}
