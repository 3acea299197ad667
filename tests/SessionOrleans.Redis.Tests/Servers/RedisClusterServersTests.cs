namespace SessionOrleans.Servers;

/// <summary>The Redis Cluster that tests start is one.</summary>
public sealed class RedisClusterServersTests : IAsyncLifetime
{
    private RedisClusterServers _cluster = null!;

    public async Task InitializeAsync() => _cluster = await RedisClusterServers.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task Keys_OfEachThird_AreServedByAnotherNodeAndItsReplica()
    {
        // Their slots: 3300, 7365, 15495.
        string[] keys = ["b", "c", "a"];
        await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_cluster.Url);
        var primaries = await Task.WhenAll(keys.Select(_cluster.PrimaryOfAsync));
        Assert.Equal(_cluster.Nodes.Take(3), primaries);
        Assert.Equal(primaries, await _cluster.PrimariesAsync());

        foreach (var (key, primary) in keys.Zip(primaries))
        {
            await connection.GetDatabase().StringSetAsync(key, key);
            Assert.Equal(key, await primary.AskAsync("GET", key));
            var replica = Assert.Single(await _cluster.ReplicasOfAsync(primary));
            await Until.TrueAsync(async () => await replica.AskAsync("DBSIZE") is "1", what: "the replica has the key");
        }
    }

    [Fact]
    public async Task Primary_Killed_IsReplacedAndComesBackAsAReplica()
    {
        var killed = await _cluster.PrimaryOfAsync("a");
        var replica = Assert.Single(await _cluster.ReplicasOfAsync(killed));
        await killed.KillAsync();
        Assert.Equal(replica, await _cluster.PrimaryOfAsync("a"));

        await killed.StartAgainAsync();
        await _cluster.SettleAsync();

        Assert.Equal(killed, Assert.Single(await _cluster.ReplicasOfAsync(replica)));
    }
}
