using Microsoft.Extensions.Logging;

namespace SessionOrleans.Detection;

/// <summary>Settings unfit for sessions are warned about at start, once each and with the fix.</summary>
public sealed class RedisSettingsTests
{
    [Fact]
    public async Task Choose_RedisSetUpForSessions_WarnsOfNothing() => Assert.Empty(await WarningsAsync([]));

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task Choose_EvictingPolicy_IsWarnedAbout(string policy)
    {
        var warning = Assert.Single(await WarningsAsync(["--maxmemory", "100mb", "--maxmemory-policy", policy]));

        Assert.Contains($"maxmemory-policy is {policy}", warning, StringComparison.Ordinal);
        Assert.Contains("Set maxmemory-policy noeviction", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NoAppendOnlyFile_IsWarnedAbout()
    {
        var warning = Assert.Single(await WarningsAsync(["--appendonly", "no"]));

        Assert.Contains("no append-only file", warning, StringComparison.Ordinal);
        Assert.Contains("Set appendonly yes", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_RedisCluster_TriesAndJudgesEveryPrimary()
    {
        await using var cluster = await RedisClusterServers.StartAsync(replicas: 0);
        var log = new LogBook();
        var options = new SessionStoreOptions { RedisUrl = cluster.Url, Verbose = true };

        var choice = await Chosen.ByAsync(options, log: log);
        await using (var last = await cluster.Nodes[2].ConnectAsync())
            await last.GetServer("127.0.0.1", cluster.Nodes[2].Port).ConfigSetAsync("maxmemory-policy", "allkeys-lru");
        Assert.Empty(log.Of(LogLevel.Warning));
        await Chosen.ByAsync(options, log: log);

        Assert.Equal(SessionBackend.Redis, choice.Backend);
        Assert.Contains(log.Of(LogLevel.Information), step => step.Contains("on each of 3 primaries", StringComparison.Ordinal));
        Assert.Contains("maxmemory-policy is allkeys-lru", Assert.Single(log.Of(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_RedisClusterOfWhichANodeIsAway_IsRefusedByName()
    {
        await using var cluster = await RedisClusterServers.StartAsync(replicas: 0);
        await cluster.Nodes[1].KillAsync();

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => Chosen.ByAsync(new() { RedisUrl = cluster.Url }));

        Assert.Contains("is a cluster of which a part is down", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_AnotherDatabaseOfARedisCluster_IsRefusedByName()
    {
        await using var cluster = await RedisClusterServers.StartAsync(primaries: 1, replicas: 0);

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => Chosen.ByAsync(new() { RedisUrl = cluster.Url + ",defaultDatabase=1" }));

        Assert.Contains("which has database 0 alone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_InfoForbidden_ConfigServes()
    {
        var warnings = await WarningsAsync(["--appendonly", "no", "--maxmemory-policy", "allkeys-lfu"], "ACL SETUSER default -info");

        Assert.Collection(
            warnings,
            policy => Assert.Contains("allkeys-lfu", policy, StringComparison.Ordinal),
            append => Assert.Contains("appendonly yes", append, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--rename-command", "CONFIG", "")]
    public async Task Choose_ConfigRenamed_InfoServes(params string[] arguments) =>
        Assert.Contains(
            "appendonly yes", Assert.Single(await WarningsAsync([.. arguments, "--appendonly", "no"])), StringComparison.Ordinal);

    [Fact]
    public async Task Choose_InfoAndConfigForbidden_TellsWhatCouldNotBeChecked()
    {
        var log = new LogBook();

        Assert.Empty(await WarningsAsync(["--appendonly", "no"], "ACL SETUSER default -info -config", log));

        Assert.Contains(
            log.Of(LogLevel.Information),
            step => step.Contains("does not tell its version, maxmemory-policy, appendonly (", StringComparison.Ordinal));
    }

    private static async Task<string[]> WarningsAsync(string[] arguments, string? command = null, LogBook? log = null)
    {
        log ??= new LogBook();
        await using var redis = await RedisServer.StartAsync(arguments);
        await using (var connection = await redis.ConnectAsync())
        {
            if (command?.Split(' ') is [var name, .. var rest])
                await connection.GetServer(connection.GetEndPoints()[0]).ExecuteAsync(name, [.. rest]);
        }

        var choice = await Chosen.ByAsync(new() { RedisUrl = redis.Url, Verbose = true }, log: log);

        Assert.Equal(SessionBackend.Redis, choice.Backend);
        return log.Of(LogLevel.Warning);
    }
}
