using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Cluster.Tests;

/// <summary>Several processes wait for one lock.</summary>
public class LockWaiterTests(ITestOutputHelper output)
{
    private const string Id = "order-7";

    [Fact]
    public async Task Release_WaitersOfSeveralProcesses_AreServedInOrderOfArrival()
    {
        const int waiters = 9;
        await using var cluster = await StoreCluster.StartAsync();
        var stores = await cluster.AddAsync(3);
        await stores[0].SetAsync(Id, "0");
        var tokens = new List<long> { await stores[0].HeldAsync(Id) };
        var line = new List<Task<Answer>>();
        for (var number = 0; number < waiters; number++)
        {
            line.Add(Of(number).HoldAsync(Id, Name(number), wait: 85));
            await stores[0].WaitedForAsync(Id, number + 1);
        }

        await stores[0].ReleaseAsync();
        for (var number = 0; number < waiters; number++)
        {
            tokens.Add(Locks.TokenOf(await line[number]));
            Assert.All(line[(number + 1)..], later => Assert.False(later.IsCompleted));
            await Of(number).ReleaseAsync(Name(number));
        }

        Assert.Equal(tokens.Distinct().Order(), tokens);

        StoreProcess Of(int number) => stores[number % stores.Length];
    }

    [Fact]
    public async Task Kill_ProcessWithTheActivation_WaitersAreBackInLine()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var doomed = await cluster.AddAsync();
        await doomed.SetAsync(Id, "0");
        var stores = await cluster.AddAsync(2);
        var tokens = new List<long> { await stores[0].HeldAsync(Id) };
        var line = Enumerable.Range(0, 4).Select(number => stores[number % 2].HoldAsync(Id, Name(number), wait: 85)).ToList();
        await stores[0].WaitedForAsync(Id, line.Count);

        await doomed.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await stores[1].WaitedForAsync(Id, line.Count);
        var back = Stopwatch.GetElapsedTime(killed);
        await stores[0].ReleaseAsync();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            var granted = await Task.WhenAny(line);
            tokens.Add(Locks.TokenOf(await granted));
            line.Remove(granted);
            Assert.All(line, waiting => Assert.False(waiting.IsCompleted));
            Assert.Null((await ReleaseAsync(stores, tokens[^1])).Error);
        }

        output.WriteLine($"All were back in line {back.TotalSeconds:0.0} s after the kill.");
        Assert.Equal(tokens.Distinct().Order(), tokens);
        Assert.InRange(back, TimeSpan.Zero, TestSessions.TakenOver);
    }

    [Fact]
    public async Task Kill_FirstInLine_IsSkipped()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var holder = await cluster.AddAsync();
        await holder.SetAsync(Id, "0");
        var others = await cluster.AddAsync(2);
        var (dead, next) = (others[0], others[1]);
        await holder.HeldAsync(Id);
        var never = dead.HoldAsync(Id, wait: 85);
        await holder.WaitedForAsync(Id, 1);
        var waiting = next.HoldAsync(Id, wait: 85);
        await holder.WaitedForAsync(Id, 2);

        await dead.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await holder.ReleaseAsync();
        var granted = await waiting;
        var took = Stopwatch.GetElapsedTime(killed);

        output.WriteLine($"The next in line was granted the lock {took.TotalSeconds:0.0} s after the first was killed.");
        Assert.Null(granted.Error);
        // Not the lease of thirty seconds that the dead one would have been granted.
        Assert.InRange(took, TimeSpan.Zero, TestSessions.TakenOver);
        await Assert.ThrowsAsync<InvalidOperationException>(() => never);
    }

    [Fact]
    public async Task Cancel_Waiting_LeavesTheLineAtOnce()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var holder = await cluster.AddAsync();
        await holder.SetAsync(Id, "0");
        var others = await cluster.AddAsync(2);
        var (first, second) = (others[0], others[1]);
        var token = await holder.HeldAsync(Id);
        var cancelled = first.HoldAsync(Id, wait: 85);
        await holder.WaitedForAsync(Id, 1);
        var waiting = second.HoldAsync(Id, wait: 85);
        await holder.WaitedForAsync(Id, 2);

        await first.CancelAsync("held");
        var answer = await cancelled;
        await holder.WaitedForAsync(Id, 1);
        await holder.ReleaseAsync();

        Assert.EndsWith("CanceledException", answer.Value, StringComparison.Ordinal);
        Assert.True(Locks.TokenOf(await waiting) > token);
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whoever holds the lock, in whichever process.</summary>
    private static Task<Answer> ReleaseAsync(StoreProcess[] stores, long token) =>
        stores[0].AskAsync(new { Do = "lock.release-by-token", Id, Token = token });
}
