using StackExchange.Redis;

namespace SessionOrleans.Servers;

/// <summary>The Sentinels that tests start watch a primary, and swap it.</summary>
public sealed class RedisSentinelsTests : IAsyncLifetime
{
    private RedisSentinels _sentinels = null!;

    public async Task InitializeAsync() => _sentinels = await RedisSentinels.StartAsync();

    public Task DisposeAsync() => _sentinels.DisposeAsync().AsTask();

    [Fact]
    public async Task FailOver_Asked_MakesAReplicaThePrimary()
    {
        var before = await _sentinels.PrimaryAsync();
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(_sentinels.Url))
            await connection.GetDatabase().StringSetAsync("key", "value");
        Assert.Equal("value", await before.AskAsync("GET", "key"));

        await _sentinels.FailOverAsync();
        await _sentinels.SettleAsync();

        var after = await _sentinels.PrimaryAsync();
        Assert.NotEqual(before, after);
        Assert.StartsWith("master", await after.AskAsync("ROLE"), StringComparison.Ordinal);
        Assert.Equal("value", await after.AskAsync("GET", "key"));
    }

    [Fact]
    public async Task Primary_Killed_IsReplacedAndComesBackAsAReplica()
    {
        var killed = await _sentinels.PrimaryAsync();
        await killed.KillAsync();
        await Until.TrueAsync(async () => await _sentinels.PrimaryAsync() != killed, what: "a replica is primary");

        await killed.StartAgainAsync();
        await _sentinels.SettleAsync();

        Assert.StartsWith("slave", await killed.AskAsync("ROLE"), StringComparison.Ordinal);
    }
}
