using System.Diagnostics;

namespace SessionOrleans.Cluster.Tests;

/// <summary>A process stands still, as a laptop's does that sleeps, and goes on.</summary>
public class PauseTests(ITestOutputHelper output)
{
    /// <summary>A silo that stands still for less than it takes to be declared dead, with a write under way.</summary>
    [Fact]
    public async Task UnknownOutcome_SiloStoodStillForSixSeconds_IsAskedAfterAndDecided()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var silo = await cluster.AddAsync();
        var client = await cluster.AddAsync(("Hosting", "Client"));
        Assert.Null((await client.SetAsync("paused", "before")).Error);

        // That it stands still for so long is what is tested.
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(6));
        await silo.PauseAsync();
        var write = client.SetAsync("paused", "after");
        await pause.WaitForNextTickAsync();
        await silo.ResumeAsync();

        var answer = await write;
        output.WriteLine($"{answer}");
        Assert.Null(answer.Error);
        var read = await client.GetAsync("paused");
        Assert.Equal(("after", answer.Version), (read.Value, read.Version));
    }

    [Fact]
    public async Task Resume_AfterTheOthersWentOn_IsNeverStaleAndServesAgain()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var paused = await cluster.AddAsync();
        await paused.SetAllAsync("old");
        var other = await cluster.AddAsync();
        Assert.Equal(TestSessions.Count, await paused.ActivationsAsync());

        await paused.PauseAsync();
        var took = await other.ServedAgainAsync("old");
        await other.SetAllAsync("new");
        // Asked while it stands still, so that they are the very first that it does.
        var first = paused.GetAllAsync();
        await paused.ResumeAsync();
        var resumed = Stopwatch.GetTimestamp();

        var answers = await first;
        Assert.DoesNotContain(answers, answer => answer.Value == "old");
        Assert.All(answers, answer => Assert.True(answer.Value == "new" || answer.IsUnavailable, $"{answer}"));
        await paused.ServedAgainAsync("new");
        output.WriteLine(
            $"Served by the other after {took.TotalSeconds:0.0} s. Of the first {answers.Length} answers after the " +
            $"pause {answers.Count(answer => answer.Error is null)} " +
            $"were the new value, the others said unavailable. Served again {Stopwatch.GetElapsedTime(resumed).TotalSeconds:0.0} s after " +
            "it went on.");
        Assert.False(paused.HasExited);
    }
}
