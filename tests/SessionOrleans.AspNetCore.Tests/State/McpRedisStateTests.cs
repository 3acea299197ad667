namespace SessionOrleans.AspNetCore.Tests.State;

public sealed class McpRedisStateTests(RedisCluster cluster) : McpStateTests(cluster), IClassFixture<RedisCluster>
{
    private readonly RedisCluster _redis = cluster;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_SilosAndHostsReplaced_IsGoodAfterwards(bool dataProtection)
    {
        RawCall answer;
        await using (var before = await StartAsync(dataProtection))
            answer = await BeginAsync(before, padding: 0);

        await _redis.ReplaceSilosAsync();

        await using var after = await StartAsync(dataProtection);
        Assert.Equal("Paid 5.", await answer.AskAsync(Endpoint(after, 1)));
    }
}
