using StackExchange.Redis;

namespace SessionOrleans.Connection;

/// <summary>What the defaults make of a Redis that goes and comes back.</summary>
public sealed class RedisOutageTests
{
    [Fact]
    public async Task Write_RedisPaused_FailsAfterTwoSeconds()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectAsync(redis);
        await redis.PauseAsync();

        var late = await Assert.ThrowsAsync<RedisTimeoutException>(() => connection.GetDatabase().StringSetAsync("outage", "1"));

        Assert.Contains("timeout is 2000ms", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_RedisBackAfterAWhile_Succeeds()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectAsync(redis);
        await redis.KillAsync();
        await Until.TrueAsync(() => FailsAsync(connection));
        await Until.TrueAsync(() => FailsAsync(connection));
        await redis.StartAgainAsync();

        await Until.TrueAsync(async () => !await FailsAsync(connection));
    }

    /// <summary>The usual pace slows down to ten seconds.</summary>
    [Fact]
    public void Reconnect_RedisLongAway_IsTriedTwiceASecond()
    {
        var pace = RedisConnections.ConfigurationOf(new()).ReconnectRetryPolicy;

        Assert.True(pace.ShouldRetry(currentRetryCount: 1_000, timeElapsedMillisecondsSinceLastRetry: 501));
        Assert.False(pace.ShouldRetry(currentRetryCount: 1_000, timeElapsedMillisecondsSinceLastRetry: 499));
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(RedisServer redis) =>
        ConnectionMultiplexer.ConnectAsync(RedisConnections.ConfigurationOf(new() { RedisUrl = redis.Url }));

    private static async Task<bool> FailsAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.GetDatabase().StringSetAsync("outage", "1");
            return false;
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            return true;
        }
    }
}
