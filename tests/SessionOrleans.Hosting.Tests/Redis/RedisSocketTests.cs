namespace SessionOrleans.Redis;

/// <summary>A Redis of this machine that is reached by its Unix domain socket, and addresses that are another component's.</summary>
public sealed class RedisSocketTests
{
    [Fact]
    public async Task UnixSocket_StoreAndItsSilo_LiveOnIt()
    {
        await using var redis = await RedisServer.StartAsync("--unixsocket", "redis.sock");
        await using var store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, RedisUrl = $"unix://{redis.Folder}/redis.sock?db=1" });

        await store.SetAsync("socket", 7);

        Assert.Equal(7, (await store.GetAsync<int>("socket"))!.Value);
        Assert.Equal(SessionBackend.Redis, store.Status.Backend);
    }

    [Theory]
    [InlineData("redis-sentinel://a:26379/mymaster")]
    [InlineData("rediss://h/0?ssl_cert_reqs=none")]
    public async Task ForeignRedisUrl_StoreOnMemory_Starts(string url)
    {
        await using var store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Memory, RedisUrl = url });

        await store.SetAsync("memory", 7);

        Assert.Equal(SessionBackend.Memory, store.Status.Backend);
    }
}
