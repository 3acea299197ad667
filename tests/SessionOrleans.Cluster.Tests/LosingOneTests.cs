namespace SessionOrleans.Cluster.Tests;

/// <summary>One of several processes is lost, or another comes.</summary>
public class LosingOneTests(ITestOutputHelper output)
{
    [Fact]
    public Task Kill_OneOfThree_ItsSessionsAreServedByTheOthers() => LoseAsync(store => store.KillAsync(), TestSessions.TakenOver);

    /// <summary>
    /// Its process is there, so the others have to probe it, as they have to on another machine. That takes some fourteen seconds; probes
    /// are given more time where the machine is too busy to answer them.
    /// </summary>
    [Fact]
    public Task Pause_OneOfThree_ItsSessionsAreServedByTheOthers() => LoseAsync(
        store => store.PauseAsync(), TimeSpan.FromSeconds(14) + TestSessions.TakenOver);

    [Fact]
    public async Task Membership_Changes_LeavesTheSessionsOfTheOthersInMemory()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var first = await cluster.AddAsync();
        await first.FillAsync("one", TestSessions.Count, "kept");
        StoreProcess[] stores = [first, await cluster.AddAsync()];
        await stores[1].FillAsync("two", TestSessions.Count, "kept");
        var before = await CountAsync(stores);

        var third = await cluster.AddAsync();
        var joined = await CountAsync(stores);
        await third.KillAsync();
        await SettledAsync(cluster, members: 2);
        var left = await CountAsync(stores);

        output.WriteLine($"In memory: {Join(before)}; after another joined: {Join(joined)}; after it was lost: {Join(left)}.");
        Assert.Equal(2 * TestSessions.Count, before.Sum());
        Assert.Equal(before, joined);
        Assert.Equal(before, left);
    }

    private async Task LoseAsync(Func<StoreProcess, Task> lose, TimeSpan within)
    {
        await using var cluster = await StoreCluster.StartAsync();
        var lost = await cluster.AddAsync();
        await lost.SetAllAsync("kept");
        var others = await cluster.AddAsync(2);
        Assert.Equal(TestSessions.Count, await lost.ActivationsAsync());

        await lose(lost);
        var took = await Task.WhenAll(others.Select(store => store.ServedAgainAsync("kept")));

        output.WriteLine($"The sessions of the one that was lost were served again after {took.Max().TotalSeconds:0.0} s.");
        Assert.InRange(took.Max(), TimeSpan.Zero, within);
    }

    private static Task<long[]> CountAsync(StoreProcess[] stores) => Task.WhenAll(stores.Select(store => store.ActivationsAsync()));

    private static string Join(long[] counts) => string.Join(" and ", counts);

    private static async Task SettledAsync(StoreCluster cluster, int members)
    {
        await using var redis = await cluster.Redis.ConnectAsync();
        await Until.TrueAsync(
            async () => await redis.GetDatabase().HashLengthAsync(
                cluster.Prefix + "a:silos") == members, what: "the lost silo is struck off");
        await Until.TrueAsync(
            async () => (await redis.GetDatabase().HashGetAllAsync(cluster.Prefix + "/members"))
                .Count(row => row.Value.ToString().Contains("\"Status\":3", StringComparison.Ordinal)) == members,
            what: "the lost silo is declared dead");
    }
}
