using System.Diagnostics;
using StackExchange.Redis;

namespace SessionOrleans.Connection;

/// <summary>What the defaults make of a Redis that goes and comes back.</summary>
public sealed class RedisOutageTests
{
    [Fact]
    public async Task Write_RedisPaused_FailsInTime()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectAsync(redis);
        await redis.PauseAsync();

        var begin = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<RedisTimeoutException>(() => connection.GetDatabase().StringSetAsync("outage", "1"));

        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Write_RedisBackAfterAWhile_SucceedsSoon()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectAsync(redis);
        await redis.KillAsync();
        await Until.TrueAsync(() => FailsAsync(connection));
        await Until.TrueAsync(() => FailsAsync(connection));
        await redis.StartAgainAsync();

        var begin = Stopwatch.GetTimestamp();
        await Until.TrueAsync(async () => !await FailsAsync(connection));

        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(4));
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
