using System.Text.RegularExpressions;
using SessionOrleans.Deployment;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>The Redis of docker-compose.yml, started here with the same settings: what it keeps, and whom it serves.</summary>
public sealed partial class ComposeRedisTests
{
    private const string Password = "a-password";

    [Fact]
    public async Task Redis_OfTheComposeFile_KeepsWhatItAcknowledgedAndServesTheStoreAlone()
    {
        await using var redis = await RedisServer.StartAsync(SettingsOfTheComposeFile());
        var silo = ComposeFile.EnvironmentOf(ComposeFile.Services["silo-1"]);
        var options = new SessionStoreOptions
        {
            Backend = SessionBackend.Redis,
            RedisUrl = ComposeFile.WithPassword(silo["SessionStore__RedisUrl"], Password)
                .Replace("redis:6379", $"127.0.0.1:{redis.Port}", StringComparison.Ordinal),
            Prefix = silo["SessionStore__Prefix"],
        };

        await using (var store = await SessionStoreFactory.CreateAsync(options))
        {
            await using (var held = await store.LockAsync("basket"))
                await held.SetAsync("an apple");
            Assert.Equal("an apple", (await store.GetAsync<string>("basket"))?.Value);
        }

        await using var asUser = await ConnectionMultiplexer.ConnectAsync(
            $"127.0.0.1:{redis.Port},user=sessions,password={Password},allowAdmin=true");
        var info = string.Join('\n', (await asUser.GetServers().Single().InfoRawAsync())!);
        Assert.Contains("aof_enabled:1", info, StringComparison.Ordinal);
        Assert.Contains("maxmemory_policy:noeviction", info, StringComparison.Ordinal);
        Assert.DoesNotContain("maxmemory:0", info, StringComparison.Ordinal);
        await DeniedAsync(() => asUser.GetDatabase().StringSetAsync("other", "1"));
        await DeniedAsync(() => asUser.GetDatabase().ExecuteAsync("FLUSHALL"));
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redis.Port}"));
    }

    /// <summary>What the shell in the container makes of the command, without the folder and the port, which are a test's own.</summary>
    private static string[] SettingsOfTheComposeFile()
    {
        var command = ComposeFile.WithPassword((string)ComposeFile.Services["redis"]["command"], Password);
        var settings = Settings().Match(command).Groups[1].Value;
        return [.. settings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Trim('"'))];
    }

    private static async Task DeniedAsync(Func<Task> command) =>
        Assert.Contains("NOPERM", (await Assert.ThrowsAsync<RedisServerException>(command)).Message, StringComparison.Ordinal);

    [GeneratedRegex("exec redis-server ([^']+)'")]
    private static partial Regex Settings();
}
