using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace SessionOrleans.Redis;

/// <summary>The user of docs/operations.md, limited to the prefix, while the default user is off.</summary>
public sealed partial class RedisUserTests
{
    private const string Prefix = "acl:";
    private const string Password = "a-password-for-sessions";

    [Fact]
    public async Task Store_AsUserLimitedToThePrefix_IsDeniedNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var operators = await redis.ConnectAsync();
        var database = operators.GetDatabase();
        await database.ExecuteAsync("ACL", ["SETUSER", "sessions", "on", $">{Password}", .. DocumentedRules()]);
        await database.ExecuteAsync("ACL", "SETUSER", "operators", "on", ">operators", "allkeys", "allcommands", "allchannels");
        await database.ExecuteAsync("ACL", "SETUSER", "default", "off");
        await database.ExecuteAsync("ACL", "LOG", "RESET");

        await using (var one = await SessionStoreFactory.CreateAsync(Options(redis)))
        await using (var other = await SessionStoreFactory.CreateAsync(Options(redis)))
        {
            await UseAsync(one, other);

            // Members and reminders are the cluster's own, and lie under the prefix too.
            Assert.True(await database.KeyExistsAsync($"{Prefix}/members"));
            await Until.TrueAsync(() => database.KeyExistsAsync($"{Prefix}/reminders"), what: "reminders");
        }

        var denied = ((RedisResult[])(await database.ExecuteAsync("ACL", "LOG", "100"))!).Select(Describe);
        Assert.DoesNotContain(denied, entry => !IsOfTheConnection(entry));
        Assert.All(operators.GetServers().Single().Keys(), key => Assert.StartsWith(Prefix, key.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_UserOfAnotherPrefix_SaysWhatIsDenied()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var operators = await redis.ConnectAsync();
        await operators.GetDatabase().ExecuteAsync(
            "ACL", ["SETUSER", "sessions", "on", $">{Password}", "~elsewhere:*", "+@all", "-@admin", "-@dangerous", "+info"]);

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => SessionStoreFactory.CreateAsync(Options(redis)));

        Assert.DoesNotContain(Password, $"{refused}", StringComparison.Ordinal);
        Assert.Contains("sessions", refused.Message, StringComparison.Ordinal);
    }

    private static async Task UseAsync(ISessionStore one, ISessionStore other)
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            number => one.SetAsync($"acl-{number}", new string('v', number * 1_000), new() { Owner = "owner" })));
        Assert.Equal(10, await other.Directory.CountAsync());
        Assert.Equal(9_000, (await other.GetAsync<string>("acl-9"))?.Value.Length);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => other.UpdateAsync<int>("acl-count", count => count + 1)));
        await using (var held = await one.LockAsync("acl-count"))
            await held.SetAsync(11);
        Assert.True(await one.ExtendAsync("acl-count", TimeSpan.FromMinutes(1)));
        Assert.True(await one.RemoveAsync("acl-0"));
        Assert.Equal(9, await one.Directory.RemoveOwnedAsync("owner"));
        Assert.Equal(1, await other.Directory.RemoveAllAsync());
    }

    /// <summary>The rules as the page has them, for the prefix of this test.</summary>
    private static string[] DocumentedRules() =>
        [.. UserRules().Match(File.ReadAllText(Repository.PathOf("docs/operations.md"))).Groups["rules"].Value
        .Replace("mcp:session:", Prefix, StringComparison.Ordinal).Split(' ')];

    private static SessionStoreOptions Options(RedisServer redis)
    {
        var (siloPort, gatewayPort) = FreePort.TakeTwo();
        return new()
        {
            Backend = SessionBackend.Redis,
            RedisUrl = $"redis://sessions:{Password}@127.0.0.1:{redis.Port}",
            Prefix = Prefix,
            SiloPort = siloPort,
            GatewayPort = gatewayPort,
        };
    }

    private static string Describe(RedisResult entry) => string.Join(' ', ((RedisResult[])entry!).Select(field => field.ToString()));

    /// <summary>What the connection library tries for its own convenience, and does without.</summary>
    private static bool IsOfTheConnection(string entry) => OfTheConnection().IsMatch(entry);

    [GeneratedRegex(@"limited to the prefix: `(?<rules>[^`]+)`")]
    private static partial Regex UserRules();

    [GeneratedRegex("object (config|__Booksleeve|client)", RegexOptions.IgnoreCase)]
    private static partial Regex OfTheConnection();
}
