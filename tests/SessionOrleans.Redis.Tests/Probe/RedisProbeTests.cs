using SessionOrleans.Servers;

namespace SessionOrleans.Probe;

/// <summary>What the probe says of a Redis that lives, in each state that keeps it from being used.</summary>
public sealed class RedisProbeTests
{
    private const string Password = "SeCrEt/p@ss:1";
    private static readonly string Encoded = Uri.EscapeDataString(Password);

    [Fact]
    public async Task Check_RedisThatAnswers_IsAvailableAndKeepsNoKey()
    {
        await using var redis = await RedisServer.StartAsync();

        var result = await RedisProbe.CheckAsync(redis.Url);

        Assert.True(result.IsAvailable, result.Reason);
        Assert.Contains($"127.0.0.1:{redis.Port}/0", result.Reason, StringComparison.Ordinal);
        await Probed.AssertEmptyAsync(redis);
    }

    [Fact]
    public async Task UnixSocket_RedisThatListensThere_IsAvailable()
    {
        await using var redis = await RedisServer.StartAsync("--unixsocket", "redis.sock", "--requirepass", Password);
        var socket = $"unix://:{Encoded}@{redis.Folder}/redis.sock?db=1";

        var there = await RedisProbe.CheckAsync(socket);
        var absent = await RedisProbe.CheckAsync($"unix://{redis.Folder}/absent.sock");

        Assert.True(there.IsAvailable, there.Reason);
        Assert.False(absent.IsAvailable);
        Assert.Contains("absent.sock", absent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OneOfTwoHostsSilent_IsAvailableByTheOther()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silent = TcpStub.Silent();

        var result = await RedisProbe.CheckAsync($"127.0.0.1:{redis.Port},{silent.Url["redis://".Length..]}");

        Assert.True(result.IsAvailable, result.Reason);
    }

    [Fact]
    public async Task Check_PasswordWithSpecialCharacters_IsAvailable()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        var byUrl = await RedisProbe.CheckAsync($"redis://:{Encoded}@127.0.0.1:{redis.Port}/3");
        var byKeywords = await RedisProbe.CheckAsync($"127.0.0.1:{redis.Port},password={Password},defaultDatabase=3");

        Assert.True(byUrl.IsAvailable, byUrl.Reason);
        Assert.True(byKeywords.IsAvailable, byKeywords.Reason);
        Secret.AssertAbsent(Password, byUrl.Reason + byKeywords.Reason);
    }

    [Fact]
    public async Task Check_NoPasswordWhereOneIsWanted_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "wants a password", "redis://:password@host:port", Password);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    public async Task Check_WrongPassword_SaysSoAndTellsNeither(string user)
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        var result = await RedisProbe.CheckAsync($"redis://{user}:WrOnG@127.0.0.1:{redis.Port}");

        Probed.AssertUnavailable(result, "refuses the user or the password", "percent-encoded", Password);
        Secret.AssertAbsent("WrOnG", result.Reason);
    }

    [Fact]
    public async Task Check_PasswordWhereNoneIsWanted_IsAvailable()
    {
        await using var redis = await RedisServer.StartAsync();

        var result = await RedisProbe.CheckAsync($"redis://:{Encoded}@127.0.0.1:{redis.Port}");

        Assert.True(result.IsAvailable, result.Reason);
        Secret.AssertAbsent(Password, result.Reason);
    }

    [Theory]
    [InlineData("~*", "+@all", "-set")]
    [InlineData("~*", "+@all", "-eval")]
    [InlineData("~*", "+@all", "-get")]
    [InlineData("~*", "+@all", "-unlink")]
    [InlineData("~*", "+@all", "-time")]
    [InlineData("~other:*", "+@all")]
    [InlineData("~*", "+@read", "+@connection")]
    public async Task Check_UserWithoutTheRights_SaysSo(params string[] rights)
    {
        await using var redis = await RedisServer.StartAsync();
        await Probed.ExecuteAsync(redis, "ACL", ["SETUSER", "alice", "on", $">{Password}", .. rights]);

        var result = await RedisProbe.CheckAsync($"redis://alice:{Encoded}@127.0.0.1:{redis.Port}");

        Probed.AssertUnavailable(result, "does not allow its user", "ACL SETUSER", Password);
    }

    [Fact]
    public async Task Check_UserWithTheRightsThatAreAdvised_IsAvailable()
    {
        await using var redis = await RedisServer.StartAsync();
        await Probed.ExecuteAsync(
            redis, "ACL", "SETUSER", "alice", "on", $">{Password}", "~mcp:session:*", "+@all", "-@admin", "-@dangerous", "+info");

        var result = await RedisProbe.CheckAsync($"redis://alice:{Encoded}@127.0.0.1:{redis.Port}");

        Assert.True(result.IsAvailable, result.Reason);
        await Probed.AssertEmptyAsync(redis);
    }

    [Fact]
    public async Task Check_Replica_SaysToNameThePrimary()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {primary.Port}");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(replica.Url), "read-only replica", "Name its primary");
    }

    [Fact]
    public async Task Check_ReplicaWhosePrimaryIsGone_SaysToNameThePrimary()
    {
        await using var replica =
            await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {FreePort.Take()}", "--replica-serve-stale-data", "no");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(replica.Url), "read-only replica", "Name its primary");
    }

    [Fact]
    public async Task Check_MemoryFull_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory", "1mb", "--maxmemory-policy", "noeviction");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "is full", "Raise maxmemory");
    }

    [Fact]
    public async Task Check_SnapshotsFail_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--save", "3600 1");
        // A snapshot cannot take the place of a folder.
        System.IO.Directory.CreateDirectory(Path.Combine(redis.Folder, "dump.rdb", "in the way"));
        await using (var connection = await redis.ConnectAsync())
        {
            await connection.GetDatabase().ExecuteAsync("BGSAVE");
            await Until.TrueAsync(async () => (await connection.GetDatabase().ExecuteAsync("INFO", "persistence")).ToString().Contains(
                "rdb_last_bgsave_status:err", StringComparison.Ordinal));
        }

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "refuses writes", "disk is full");
    }

    [Fact]
    public async Task Check_TooFewReplicas_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--min-replicas-to-write", "1");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "too few replicas", "Start the replicas");
    }

    [Fact]
    public async Task Check_NoConnectionLeft_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--maxclients", "1");
        await using var other = await redis.ConnectAsync();

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "no connection left", "Raise maxclients");
    }

    [Fact]
    public async Task Check_NoSuchDatabase_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync("--databases", "2");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync($"{redis.Url}/7"), "no such database", "Lower the database");
    }

    [Fact]
    public async Task Check_Loading_SaysToTryAgain()
    {
        await using var redis = await RedisServer.StartAsync(
            "--appendonly", "no", "--rdbcompression", "no", "--key-load-delay", "100000", "--loading-process-events-interval-bytes",
            "1024");
        await using (var connection = await redis.ConnectAsync())
        {
            for (var key = 0; key < 500; key++)
                await connection.GetDatabase().StringSetAsync($"filler:{key}", new byte[2_048]);
            await connection.GetDatabase().ExecuteAsync("SAVE");
        }

        await redis.KillAsync();
        await redis.StartAgainAsync("Loading RDB");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "is loading its data", "Try again");
    }

    [Fact]
    public async Task Check_CommandRenamed_SaysWhichAreNeeded()
    {
        await using var redis = await RedisServer.StartAsync("--rename-command", "EVAL", "");

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(redis.Url), "does not know a command", "EVAL");
    }
}
