using StackExchange.Redis;

namespace SessionOrleans.Outages;

/// <summary>A Redis that answers, and refuses writes: what callers hear, what still works, and that it ends once Redis takes
/// writes.</summary>
public sealed class RefusedWritesTests : IAsyncLifetime
{
    private static readonly byte[] Filler = new byte[64 * 1024];

    private readonly SessionStoreOptions _options = new() { Backend = SessionBackend.Redis, LockLease = TimeSpan.FromSeconds(4) };
    private RedisServer _server = null!;
    private ConnectionMultiplexer _operator = null!;
    private ISessionStore _store = null!;

    public static TheoryData<string, string[], string[]> Refusals => new()
    {
        { "is full: maxmemory is reached", ["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"] },
        {
            "too few replicas are connected",
            ["CONFIG", "SET", "min-replicas-to-write", "1"], ["CONFIG", "SET", "min-replicas-to-write", "0"]
        },
        { "is a read-only replica", ["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"] },
        { "does not allow its user what sessions need", ["ACL", "SETUSER", "default", "-set"], ["ACL", "SETUSER", "default", "+@all"] },
    };

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _operator = await _server.ConnectAsync();
        _options.RedisUrl = _server.Url;
        _store = await SessionStoreFactory.CreateAsync(_options);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _operator.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Write_Refused_SaysWhyAndReadsGoOnUntilItIsOver(string reason, string[] refuse, string[] relent)
    {
        var sliding = new SessionWriteOptions { TimeToLive = TimeSpan.FromMinutes(10), Sliding = true };
        await _store.SetAsync("sliding", "kept", sliding);
        await DoAsync(refuse);

        // Each is tried for a while: at the same time.
        Task[] writes =
        [
            _store.SetAsync("new", "value"), _store.SetAsync("sliding", "other"), _store.UpdateAsync<string>("sliding", _ => "other"),
        ];
        foreach (var write in writes)
        {
            var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => write);
            Assert.StartsWith(
                "The storage of the session store refused, and nothing was done. Redis ", refused.Message, StringComparison.Ordinal);
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal("kept", (await _store.GetAsync<string>("sliding"))?.Value);

        await DoAsync(relent);
        await Until.TrueAsync(WritesAsync, what: "a write");
        Assert.Equal("other", (await _store.GetAsync<string>("sliding"))?.Value);
    }

    [Fact]
    public async Task Directory_RedisRefusesOrIsAway_SaysSo()
    {
        await _store.SetAsync("listed", 1, new() { Owner = "ann" });
        await DoAsync("ACL", "SETUSER", "default", "-zcount", "-zscan", "-zcard", "-evalsha", "-eval");

        Func<Task>[] calls =
        [
            () => _store.Directory.CountAsync(), async () => await _store.Directory.ListAsync().ToListAsync(),
            async () => await _store.Directory.ListOwnedAsync("ann").ToListAsync(), () => _store.Directory.RemoveOwnedAsync("ann"),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(call);
            Assert.Contains("does not allow its user what sessions need", refused.Message, StringComparison.Ordinal);
        }

        await _server.KillAsync();
        foreach (var call in calls)
            await Assert.ThrowsAsync<SessionStoreUnavailableException>(call);
    }

    [Fact]
    public async Task Write_SnapshotsFail_SaysWhy()
    {
        await DoAsync("CONFIG", "SET", "save", "3600 1");
        var folder = new DirectoryInfo(_server.Folder);
        folder.Delete(recursive: true);
        try
        {
            await DoAsync("BGSAVE");
            await Until.TrueAsync(async () =>
                (await _operator.GetServers().Single().InfoRawAsync("persistence"))!.Contains(
                    "rdb_last_bgsave_status:err", StringComparison.Ordinal));

            var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.SetAsync("new", "value"));
            Assert.Contains("its last snapshot could not be written", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Create();
        }
    }

    /// <summary>What frees memory, or takes no more of it, works where there is none.</summary>
    [Fact]
    public async Task Memory_Full_LocksGoOnAndWhatEndsOrIsRemovedGoes()
    {
        await _store.SetAsync("large", Filler);
        await _store.SetAsync("small", "kept", new() { TimeToLive = TimeSpan.FromMinutes(10), Sliding = true });
        await _store.SetAsync("brief", Filler, new() { TimeToLive = TimeSpan.FromSeconds(5), Sliding = false });
        await using var held = await _store.LockAsync("large");
        await using var labelled = await _store.LockAsync("small", options: new() { Label = "a label that has a length of its own" });
        await DoAsync("CONFIG", "SET", "maxmemory", "1");

        // Longer than a lease: both are renewed.
        await Until.TrueAsync(async () => await _store.Directory.CountAsync() == 2, what: "the brief one is swept");
        Assert.False(held.Lost.IsCancellationRequested || labelled.Lost.IsCancellationRequested);
        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => held.SetAsync(Filler));
        Assert.Contains("is full: maxmemory is reached", refused.Message, StringComparison.Ordinal);

        await held.DisposeAsync();
        await labelled.DisposeAsync();
        await using (var again = await _store.TryLockAsync("large"))
            Assert.NotNull(again);
        Assert.Null((await _store.GetInfoAsync("small"))?.Lock);
        Assert.True(await _store.ExtendAsync("small", TimeSpan.FromMinutes(20)));
        Assert.True(await _store.RemoveAsync("large"));
        Assert.True(await _store.RemoveAsync("small"));
        Assert.Equal(0, await _store.Directory.CountAsync());
    }

    private async Task<bool> WritesAsync()
    {
        try
        {
            await _store.SetAsync("sliding", "other");
            return true;
        }
        catch (SessionStoreUnavailableException)
        {
            return false;
        }
    }

    private Task DoAsync(params string[] command) => _operator.GetDatabase().ExecuteAsync(command[0], [.. command[1..]]);
}
