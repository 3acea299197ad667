namespace SessionOrleans.Probe;

/// <summary>What is the same about every answer of the probe.</summary>
internal static class Probed
{
    /// <summary>Unavailable, for the reason and with the fix that it names, in one line, without a secret.</summary>
    public static void AssertUnavailable(RedisProbeResult result, string problem, string fix, string? secret = null)
    {
        Assert.False(result.IsAvailable, result.Reason);
        Assert.Contains(problem, result.Reason, StringComparison.Ordinal);
        Assert.Contains(fix, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Reason);
        if (secret is not null)
            Secret.AssertAbsent(secret, result.ToString());
    }

    public static async Task AssertEmptyAsync(RedisServer redis)
    {
        await using var connection = await redis.ConnectAsync();
        Assert.Equal(0, await connection.GetServer(connection.GetEndPoints()[0]).DatabaseSizeAsync());
    }

    public static async Task ExecuteAsync(RedisServer redis, string command, params object[] arguments)
    {
        await using var connection = await redis.ConnectAsync();
        await connection.GetDatabase().ExecuteAsync(command, arguments);
    }
}
