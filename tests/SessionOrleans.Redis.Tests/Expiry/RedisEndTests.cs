using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Expiry;

public sealed class RedisEndTests : EndTests
{
    private const string Failed = "The expiration handler failed";
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task SiloWithoutAHandler_OfAClusterWhereOthersHaveOne_LeavesTheEndsToThem()
    {
        using var host = new HearingHost(Redis, Prefix);
        await host.StartAsync();
        await using var deaf = await OpenAsync();

        var ids = Enumerable.Range(0, 40).Select(i => $"heard-{i}").ToArray();
        foreach (var id in ids)
            await deaf.SetAsync(id, "last", new() { TimeToLive = Short, Owner = "ann" });
        await EndAsync(deaf, ids, removed: false);
        await deaf.SetAsync("heard-removed", "last");
        await deaf.RemoveAsync("heard-removed");
        await HearingHost.SweepAsync(deaf);

        await host.HearAsync(41);
        Assert.Equal(ids.Append("heard-removed").Order(), host.Heard.Select(end => end.Id).Order());
        Assert.All(host.Heard, end => Assert.Equal("\"last\"", end.Value));
        await host.StopAsync();
    }

    [Fact]
    public async Task SiloWithoutAHandler_ThatRunsWhenTheFirstOneComes_LearnsOfIt()
    {
        await using var deaf = new SiloLink(new SiloSetup(Options, TimeProvider.System, NullLoggerFactory.Instance));
        await deaf.StartAsync(CancellationToken.None);
        var keeping = deaf.Silo.Silo!.Services.GetRequiredService<EndedSessionKeeping>();
        Assert.False(keeping.IsOn);

        using var host = new HearingHost(Redis, Prefix);
        await host.StartAsync();

        await Until.TrueAsync(() => Task.FromResult(keeping.IsOn));
        await host.StopAsync();
    }

    [Fact]
    public async Task SilosWithAHandler_AllRestartedWhileSessionsEnd_TellWhenTheyAreBack()
    {
        using var before = new HearingHost(Redis, Prefix);
        await before.StartAsync();
        await using var deaf = await OpenAsync();
        await before.StopAsync();

        await deaf.SetAsync("ended-meanwhile", "last", new() { TimeToLive = Short });
        await EndAsync(deaf, ["ended-meanwhile"], removed: false);
        await HearingHost.SweepAsync(deaf);
        Assert.Equal(0, await deaf.Directory.CountAsync());

        using var back = new HearingHost(Redis, Prefix);
        await back.StartAsync();
        await back.HearAsync(1);
        Assert.Equal(("ended-meanwhile", SessionEndReason.Expired, "\"last\""), Assert.Single(back.Heard));
        await back.StopAsync();
    }

    [Fact]
    public async Task HandlerThatAlwaysThrows_ForOneSession_IsGivenUpAndToldOf()
    {
        var log = new LogBook();
        using var host = new HearingHost(Redis, Prefix, log) { Fails = static _ => true };
        await using var connection = await Redis!.ConnectAsync();
        var waiting = connection.GetDatabase();
        var keys = RedisKeys.Of(Prefix, "poison");
        await host.StartAsync();
        await host.Store.SetAsync("poison", "last");
        await host.Store.RemoveAsync("poison");
        await host.SweepAsync();

        // The pauses are those of Redis' time; here each is over at once.
        for (var attempt = 1; attempt < NoticeAttempts.Most; attempt++)
        {
            await Until.TrueAsync(() => Task.FromResult(
                log.Of(LogLevel.Warning).Count(line => line.Contains(Failed, StringComparison.Ordinal)) == attempt));
            foreach (var member in await waiting.SortedSetRangeByRankAsync(keys.Ended))
                await waiting.SortedSetAddAsync(keys.Ended, member, 1, SortedSetWhen.Exists);
        }

        await Until.TrueAsync(() => Task.FromResult(log.Of(LogLevel.Error).Length > 0));
        var line = Assert.Single(log.Of(LogLevel.Error));
        Assert.Contains($"failed {NoticeAttempts.Most} times for session {IdHash.Of("poison")}", line, StringComparison.Ordinal);
        Assert.Equal(0, await waiting.KeyExistsAsync([keys.Ended, keys.EndedAttempts]));
        await host.StopAsync();
    }

    private protected override async Task<RedisServer?> StartRedisAsync() => await RedisServer.StartAsync();

    private SessionStoreOptions Options => new() { Backend = SessionBackend.Redis, RedisUrl = Redis!.Url, Prefix = Prefix };

    private Task<ISessionStore> OpenAsync() => SessionStoreFactory.CreateAsync(Options);
}
