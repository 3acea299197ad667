using System.Diagnostics;
using SessionOrleans.Process.Tests.Processes;
using SessionOrleans.Testing;
using Xunit.Abstractions;

namespace SessionOrleans.Process.Tests;

/// <summary>One of several processes is lost, or another comes.</summary>
public class LosingOneTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Kill_OneOfThree_ItsSessionsAreServedByTheOthers()
    {
        await using var cluster = await Cluster.StartAsync();
        var stores = await cluster.AddAsync(3);
        await stores[2].SetAllAsync("kept");
        var lost = await stores[2].ActivationsAsync();
        Assert.NotEqual(0, lost);

        await stores[2].KillAsync();
        var took = await Task.WhenAll(stores[..2].Select(store => store.ServedAgainAsync("kept", Allowed)));

        output.WriteLine($"{lost} sessions of the killed process were served again after {took.Max().TotalSeconds:0.0} s.");
        Assert.True(took.Max() < Allowed, $"It took {took.Max()}.");
    }

    [Fact]
    public async Task Membership_Changes_LeavesTheSessionsOfTheOthersInMemory()
    {
        await using var cluster = await Cluster.StartAsync();
        var stores = await cluster.AddAsync(2);
        await stores[0].FillAsync("one", Sessions.Count, "kept");
        await stores[1].FillAsync("two", Sessions.Count, "kept");
        var before = await CountAsync(stores);

        var third = await cluster.AddAsync();
        var joined = await CountAsync(stores);
        await third.KillAsync();
        await SettledAsync(cluster, members: 2);
        var left = await CountAsync(stores);

        output.WriteLine($"In memory: {Told(before)}; after another joined: {Told(joined)}; after it was lost: {Told(left)}.");
        Assert.Equal(2 * Sessions.Count, before.Sum());
        Assert.All(before, count => Assert.NotEqual(0, count));
        Assert.Equal(before, joined);
        Assert.Equal(before, left);
    }

    private static Task<long[]> CountAsync(StoreProcess[] stores) => Task.WhenAll(stores.Select(store => store.ActivationsAsync()));

    private static string Told(long[] counts) => string.Join(" and ", counts);

    private static async Task SettledAsync(Cluster cluster, int members)
    {
        await using var redis = await cluster.Redis.ConnectAsync();
        await Until.TrueAsync(
            async () => await redis.GetDatabase().HashLengthAsync(cluster.Prefix + "a:silos") == members, TimeSpan.FromSeconds(30), "the lost silo is struck off");
        await Until.TrueAsync(
            async () => (await redis.GetDatabase().HashGetAllAsync(cluster.Prefix + "/members"))
                .Count(row => row.Value.ToString().Contains("\"Status\":3", StringComparison.Ordinal)) == members,
            TimeSpan.FromSeconds(30),
            "the lost silo is declared dead");
    }
}
