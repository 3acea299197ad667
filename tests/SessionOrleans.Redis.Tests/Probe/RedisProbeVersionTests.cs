using SessionOrleans.Hosting;
using SessionOrleans.Servers;

namespace SessionOrleans.Probe;

/// <summary>Redis before PXAT.</summary>
public sealed class RedisProbeVersionTests
{
    [Fact]
    public async Task Check_VersionBefore62_SaysWhichIsNeeded()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var old =
            new RewritingProxy(redis.Port, text => text.Replace("redis_version:7.", "redis_version:5.", StringComparison.Ordinal));

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(old.Url), "too old", "Use 6.2 or later");
        await Probed.AssertEmptyAsync(redis);
    }

    [Theory]
    [InlineData("ERR Error running script (call to f_1): @user_script:2: @user_script: 2: -ERR syntax error", "too old")]
    [InlineData("ERR Error running script (call to f_1): @user_script:2: @user_script: 2: -OOM command not allowed when used memory > " +
        "'maxmemory'.", "is full")]
    [InlineData("ERR invalid password", "refuses the user or the password")]
    [InlineData("DENIED Redis is running in protected mode because protected mode is enabled", "protected mode")]
    [InlineData("CLUSTERDOWN The cluster is down", "cluster of which a part is down")]
    public void Explain_AnswerOfAnotherVersion_IsKnown(string answer, string problem) =>
        Assert.Contains(
            problem, RedisRefusal.Explain(new InvalidOperationException(
                "It failed.", new InvalidOperationException(answer)), "host:6379/0"), StringComparison.Ordinal);
}
