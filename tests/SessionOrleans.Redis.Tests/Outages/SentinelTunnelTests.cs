using StackExchange.Redis;

namespace SessionOrleans.Outages;

/// <summary>A connection follows the primary that Sentinels name, whatever other servers say of themselves.</summary>
public sealed class SentinelTunnelTests : IAsyncLifetime
{
    private RedisSentinels _sentinels = null!;
    private SentinelTunnel _tunnel = null!;
    private ConnectionMultiplexer _connection = null!;

    public async Task InitializeAsync()
    {
        _sentinels = await RedisSentinels.StartAsync(replicas: 1);
        _tunnel = await SentinelTunnel.StartAsync(RedisConnectionString.Parse(_sentinels.Url));
        _connection = await ConnectionMultiplexer.ConnectAsync(_tunnel.Configuration);
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _tunnel.DisposeAsync();
        await _sentinels.DisposeAsync();
    }

    /// <summary>The one that was replaced calls itself a primary for some seconds more, and takes writes, which are lost.</summary>
    [Fact]
    public async Task Write_AfterFailOver_GoesToTheOneThatIsNamed()
    {
        await WriteAsync("before");
        var replaced = await _sentinels.PrimaryAsync();
        await _sentinels.FailOverAsync();

        var named = await _sentinels.PrimaryAsync();
        await Until.TrueAsync(
            async () => await TryWriteAsync("after") && await named.AskAsync("GET", "key") is "after", TimeSpan.FromSeconds(5), "a write");
        await AssertWritesGoToNamedWhileCalledPrimaryAsync(replaced);
    }

    /// <summary>Started again, it is a primary until a Sentinel has told it that it is none.</summary>
    [Fact]
    public async Task Write_FormerPrimaryComesBack_GoesToTheOneThatIsNamed()
    {
        await WriteAsync("before");
        var killed = await _sentinels.PrimaryAsync();
        await killed.KillAsync();
        await Until.TrueAsync(async () => await _sentinels.PrimaryAsync() != killed, TimeSpan.FromSeconds(30), "a replica is primary");
        await Until.TrueAsync(() => TryWriteAsync("first"), TimeSpan.FromSeconds(5), "a write");

        await killed.StartAgainAsync();
        await AssertWritesGoToNamedWhileCalledPrimaryAsync(killed);
    }

    [Fact]
    public async Task Check_ServiceThatNoSentinelKnows_SaysSo()
    {
        var other = _sentinels.Url.Replace($"serviceName={RedisSentinels.ServiceName}", "serviceName=other", StringComparison.Ordinal);

        Assert.True((await RedisProbe.CheckAsync(_sentinels.Url)).IsAvailable);
        var probed = await RedisProbe.CheckAsync(other);
        Assert.False(probed.IsAvailable);
        Assert.Contains("knows a primary called 'other'. Correct serviceName", probed.Reason, StringComparison.Ordinal);
    }

    private async Task AssertWritesGoToNamedWhileCalledPrimaryAsync(RedisServer other)
    {
        var named = await _sentinels.PrimaryAsync();
        var writes = 0;
        for (; await CallsItselfPrimaryAsync(other); writes++)
        {
            await WriteAsync($"{writes}");
            Assert.Equal($"{writes}", await named.AskAsync("GET", "key"));
        }

        Assert.NotEqual(0, writes);
    }

    /// <summary>A Sentinel that demotes it ends its connections.</summary>
    private static async Task<bool> CallsItselfPrimaryAsync(RedisServer server) =>
        await RedisAnswer.TryAsync(server.Port, "ROLE") is { } role && role.StartsWith("master", StringComparison.Ordinal);

    private Task WriteAsync(string value) => _connection.GetDatabase().StringSetAsync("key", value);

    private async Task<bool> TryWriteAsync(string value)
    {
        try
        {
            await WriteAsync(value);
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
