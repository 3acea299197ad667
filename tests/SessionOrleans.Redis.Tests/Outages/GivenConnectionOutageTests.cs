using System.Diagnostics;
using StackExchange.Redis;

namespace SessionOrleans.Outages;

/// <summary>
/// The application's connection, with the settings that the store would choose last: commands wait in a line for a connection, and a minute
/// for their answer; roles are looked at once a minute.
/// </summary>
public sealed class GivenConnectionOutageTests : IAsyncLifetime
{
    private const string Patient = "asyncTimeout=60000,syncTimeout=60000,connectTimeout=1000,abortConnect=false";

    /// <summary>G10 says 5; the rest is for a machine that is busy.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(6.5);

    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private ISessionStore _store = null!;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_RedisPausedOrKilled_IsUnavailableInTimeAndWorksAfterwards(bool isPaused)
    {
        await _store.SetAsync("given", 1);
        await (isPaused ? _redis.PauseAsync() : _redis.KillAsync());

        for (var round = 0; round < 2; round++)
        {
            var troubles = await Task.WhenAll(
                TroubleOfAsync(() => _store.SetAsync("given", 2)),
                TroubleOfAsync(() => _store.SetAsync($"new-{round}", 2)),
                TroubleOfAsync(() => _store.GetAsync<int>($"unknown-{round}")),
                TroubleOfAsync(() => _store.GetInfoAsync($"unheard-of-{round}")));
            Assert.All(troubles, trouble =>
            {
                Assert.True(trouble.Fault is SessionStoreUnavailableException or SessionOutcomeUnknownException, $"{trouble.Fault}");
                Assert.InRange(trouble.Took, TimeSpan.Zero, Told);
            });
        }

        await (isPaused ? _redis.ResumeAsync() : _redis.StartAgainAsync());
        await Until.TrueAsync(async () => await WritesAsync("given", 3), TimeSpan.FromSeconds(20), "a write once Redis is back");
        Assert.Equal(3, (await _store.GetAsync<int>("given"))!.Value);
        Assert.True(_connection.IsConnected);
    }

    [Fact]
    public async Task Write_RolesSwapped_SucceedsWithoutWaitingForTheNextLook()
    {
        await using var other = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {_redis.Port}");
        await using var first = await _redis.ConnectAsync();
        await using var second = await other.ConnectAsync();
        await Until.TrueAsync(async () =>
            (await second.GetServers().Single().InfoRawAsync("replication"))!.Contains("master_link_status:up", StringComparison.Ordinal));
        await using var both = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port},127.0.0.1:{other.Port},tiebreaker=");
        await using var store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, ConnectionMultiplexer = both, Prefix = "swapped:" });
        await store.SetAsync("swapped", 1);
        await first.GetDatabase().ExecuteAsync("WAIT", 1, 5_000);

        await second.GetDatabase().ExecuteAsync("REPLICAOF", "NO", "ONE");
        await first.GetDatabase().ExecuteAsync("REPLICAOF", "127.0.0.1", $"{other.Port}");

        await Until.TrueAsync(async () => await WritesAsync("swapped", 2, store), TimeSpan.FromSeconds(8), "a write after the swap");
    }

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port},{Patient}");
        _store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Redis, ConnectionMultiplexer = _connection });
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static async Task<(Exception? Fault, TimeSpan Took)> TroubleOfAsync(Func<Task> call)
    {
        var begun = Stopwatch.GetTimestamp();
        var fault = await Record.ExceptionAsync(call);
        return (fault, Stopwatch.GetElapsedTime(begun));
    }

    private async Task<bool> WritesAsync(string id, int value, ISessionStore? store = null)
    {
        try
        {
            return await (store ?? _store).SetAsync(id, value) > 0;
        }
        catch (SessionStoreException)
        {
            return false;
        }
    }
}
