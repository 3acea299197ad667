using System.Diagnostics;

namespace SessionOrleans.Cluster.Tests;

/// <summary>A lock whose session's activation is lost with its process, by kill -9. The holder is another process.</summary>
public class LockHolderTests(ITestOutputHelper output)
{
    private const string Id = "order-7";

    /// <summary>What another activation waits beyond the saved end of a lease.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Kill_ProcessWithTheActivation_HolderKeepsItsLock()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var doomed = await AddWithTheActivationAsync(cluster);
        var others = await cluster.AddAsync(2);
        var (holder, rival) = (others[0], others[1]);
        var token = await holder.HeldAsync(Id);
        var waiting = rival.HoldAsync(Id, wait: 85);
        await rival.WaitedForAsync(Id, 1);
        var expired = await holder.ExpiresAsync(Id);

        await doomed.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await Until.TrueAsync(
            async () => (await holder.SetHeldAsync("1")).Error is null, what: "the holder writes again");
        var wrote = Stopwatch.GetElapsedTime(killed);
        await Until.TrueAsync(async () => await holder.ExpiresAsync(Id) > expired, what: "the holder has renewed");
        var renewed = Stopwatch.GetElapsedTime(killed);

        Assert.False(waiting.IsCompleted, "the other waits no more");
        Assert.False(await holder.IsLostAsync());
        Assert.Equal("SessionLockedException", (await rival.SetAsync(Id, "without the lock")).Value);
        Assert.Null((await holder.SetAndReleaseAsync("2")).Error);
        var granted = await waiting;
        output.WriteLine(
            $"The holder wrote again {wrote.TotalSeconds:0.0} s after the kill; its renewal was seen after {renewed.TotalSeconds:0.0} s.");
        Assert.True(Locks.TokenOf(granted) > token);
        Assert.Equal("2", granted.Value);
        Assert.InRange(wrote, TimeSpan.Zero, TestSessions.TakenOver);
    }

    [Fact]
    public async Task Kill_HolderAndActivation_NextIsGrantedAfterTheLeaseOnly()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var doomed = await AddWithTheActivationAsync(cluster);
        var others = await cluster.AddAsync(2);
        var (holder, next) = (others[0], others[1]);
        var token = await holder.HeldAsync(Id, lease: 20);
        var ends = await next.ExpiresAsync(Id);

        await Task.WhenAll(holder.KillAsync(), doomed.KillAsync());
        var granted = await next.HeldInTheEndAsync(Id);

        var after = await next.SinceAsync() - ends;
        output.WriteLine($"Granted {after.TotalSeconds:0.0} s after the end of the dead holder's lease.");
        Assert.True(granted > token);
        Assert.True(after >= Grace, $"It was granted {after} after the lease ended.");
    }

    [Fact]
    public async Task Kill_AfterRemovalAndReCreation_TokensGoOnGrowing()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var doomed = await AddWithTheActivationAsync(cluster);
        var other = await cluster.AddAsync();
        var tokens = new List<long> { await other.HeldAsync(Id, "first") };
        Assert.Null((await other.SetAndReleaseAsync("1", "first")).Error);
        tokens.Add(await other.HeldAsync(Id, "second"));
        Assert.Null((await other.AskAsync(new { Do = "remove", Id })).Error);
        Assert.Equal("SessionEndedException", (await other.SetHeldAsync("2", "second")).Value);

        await doomed.KillAsync();
        await Until.TrueAsync(
            async () => (await other.SetAsync(Id, "made anew")).Error is null, what: "the session is made anew");
        Assert.Equal("SessionLockLostException", (await other.SetWithTokenAsync(Id, "late", tokens[^1])).Value);
        tokens.Add(await other.HeldAsync(Id, "third"));
        await other.ReleaseAsync("third");
        tokens.Add(await other.HeldAsync(Id, "fourth"));

        Assert.Equal(tokens.Distinct().Order(), tokens);
        Assert.Equal("made anew", (await other.GetAsync(Id)).Value);
    }

    private static async Task<StoreProcess> AddWithTheActivationAsync(StoreCluster cluster)
    {
        var store = await cluster.AddAsync();
        Assert.Null((await store.SetAsync(Id, "0")).Error);
        return store;
    }
}
