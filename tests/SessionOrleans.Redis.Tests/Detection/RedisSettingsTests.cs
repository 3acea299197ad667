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
    public async Task Choose_Cluster_WantsAPrefixWithAHashTagAndIsWarnedAbout()
    {
        await using var redis = await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1");
        await using var connection = await redis.ConnectAsync();
        var server = connection.GetServer(connection.GetEndPoints()[0]);
        await server.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        await Until.TrueAsync(
            async () => $"{await server.ExecuteAsync("CLUSTER", "INFO")}".Contains("cluster_state:ok", StringComparison.Ordinal));
        var log = new LogBook();

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => Chosen.ByAsync(new() { RedisUrl = redis.Url }));
        var choice = await Chosen.ByAsync(new() { RedisUrl = redis.Url, Prefix = "{mcp}:session:" }, log: log);

        Assert.Contains("Set Prefix to one with a hash tag, such as {mcp}:session:", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SessionBackend.Redis, choice.Backend);
        var warning = Assert.Single(log.Of(LogLevel.Warning));
        Assert.Contains("Redis Cluster", warning, StringComparison.Ordinal);
        Assert.Contains("one primary", warning, StringComparison.Ordinal);
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
            step => step.Contains("does not tell its version, maxmemory-policy, appendonly, cluster mode", StringComparison.Ordinal));
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
