namespace SessionOrleans.Outages;

/// <summary>A primary and its replica, both named, swap roles.</summary>
public sealed class SwappedRolesTests
{
    [Fact]
    public async Task Write_AfterPrimaryAndReplicaSwapped_SucceedsWithinFiveSecondsAndNothingIsLost()
    {
        await using var one = await RedisServer.StartAsync();
        await using var other = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {one.Port}");
        await using var first = await one.ConnectAsync();
        await using var second = await other.ConnectAsync();
        await Until.TrueAsync(async () =>
            (await second.GetServers().Single().InfoRawAsync("replication"))!.Contains("master_link_status:up", StringComparison.Ordinal));
        await using var store = await SessionStoreFactory.CreateAsync(new()
        {
            Backend = SessionBackend.Redis,
            RedisUrl = $"127.0.0.1:{one.Port},127.0.0.1:{other.Port}",
        });
        await store.SetAsync("swapped", 1);
        Assert.Equal(1L, await first.GetDatabase().ExecuteAsync("WAIT", 1, 5_000).ContinueWith(
            answer => (long)answer.Result, TaskScheduler.Default));

        await second.GetDatabase().ExecuteAsync("REPLICAOF", "NO", "ONE");
        await first.GetDatabase().ExecuteAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    return await store.UpdateAsync<int>("swapped", value => value + 1) is { Value: 2 };
                }
                catch (SessionStoreUnavailableException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(5),
            "a write after the swap");

        Assert.Equal(2, (await store.GetAsync<int>("swapped"))?.Value);
        var key = RedisKeys.Of("mcp:session:", "swapped").Session("swapped");
        Assert.True(await second.GetDatabase().KeyExistsAsync(key));
    }
}
