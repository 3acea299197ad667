using StackExchange.Redis;
using CallTimings = SessionOrleans.Hosting.CallTimings;

namespace SessionOrleans.Outages;

/// <summary>A Redis that is killed and comes back.</summary>
public sealed class AbsentRedisTests : IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisBackend _backend = null!;

    public async Task InitializeAsync()
    {
        // With everysec it may acknowledge what it has not even written to its file, and a kill loses that.
        _server = await RedisServer.StartAsync("--appendfsync", "always");
        _backend = await RedisBackend.CreateAsync(await RedisBackend.ConnectAsync(_server.Port));
    }

    public async Task DisposeAsync()
    {
        await _backend.Connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Everything_RedisAway_FailsFastWithNothingSavedAndRecovers()
    {
        var id = Sample.NewId();
        var saved = await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0);
        await _server.KillAsync();

        await Until.TrueAsync(() => Task.FromResult(!_backend.Connection.IsConnected), what: "the client to notice");

        // The first may wait a while for the connection.
        await FailAsync(() => _backend.Storage.SaveAsync(id, saved!, saved!.Version).AsTask());
        await AssertFailsAtOnceAsync(() => _backend.Storage.SaveAsync(id, saved!, saved!.Version).AsTask());
        await AssertFailsAtOnceAsync(() => _backend.Storage.ReadAsync(id).AsTask());
        await AssertFailsAtOnceAsync(() => _backend.Storage.PeekAsync([id]).AsTask());
        await AssertFailsAtOnceAsync(() => _backend.Index.AddAsync(new(id, "ann", null)).AsTask());
        await AssertFailsAtOnceAsync(() => _backend.Index.CountAsync(0).AsTask());

        await _server.StartAgainAsync();
        await Until.TrueAsync(async () => await IsSavedAsync(id, saved!), what: "a save after Redis came back");
    }

    /// <summary>The usual pace slows down to ten seconds.</summary>
    [Fact]
    public void Reconnect_RedisLongAway_IsTriedFourTimesASecond()
    {
        var pace = ConfigurationOptions.Parse(_backend.Connection.Configuration).ForSessions().ReconnectRetryPolicy;

        Assert.True(pace.ShouldRetry(currentRetryCount: 1_000, timeElapsedMillisecondsSinceLastRetry: 251));
    }

    [Fact]
    public async Task Saves_RedisKilledUnderThem_AreWholeOrNotThereAndAcknowledgedOnesAre()
    {
        const int Writers = 16;
        var last = Enumerable.Repeat(SessionRecord.None, Writers).ToArray();
        var warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(n => WriteUntilTroubleAsync(n)).ToArray();
        await warm.Task;

        await _server.KillAsync();
        await Task.WhenAll(writers);
        await _server.StartAgainAsync();
        await Until.TrueAsync(() => Task.FromResult(_backend.Connection.IsConnected), what: "the connection");

        for (var n = 0; n < Writers; n++)
        {
            var read = await _backend.Storage.ReadAsync(IdOf(n));
            Assert.True(read.Version >= last[n].Version);
            Assert.Equal(4_000, read.Value!.Length);
            Assert.Single(read.Value.Distinct());
            Assert.NotNull(await _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(IdOf(n))));
        }

        async Task WriteUntilTroubleAsync(int n)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    var value = new byte[4_000];
                    Array.Fill(value, (byte)i);
                    last[n] =
                        (await _backend.Storage.SaveAsync(IdOf(n), Sample.Session(_backend.Clock.Now, value: value), last[n].Version))!;
                    if (i == 100)
                        warm.TrySetResult();
                }
            }
            catch (SessionStorageException)
            {
                // Redis was killed.
            }
        }

        static string IdOf(int n) => $"writer-{n}";
    }

    [Fact]
    public async Task Save_AnotherScriptHogsRedis_SurelySavesNothing()
    {
        await _backend.Database.ExecuteAsync("CONFIG", "SET", "busy-reply-threshold", "10");
        await using var other = await RedisBackend.ConnectAsync(_server.Port);
        var hog = other.GetDatabase().ScriptEvaluateAsync("while true do end");
        var id = Sample.NewId();

        var busy = await Assert.ThrowsAsync<SessionStorageException>(() =>
            _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0).AsTask());

        Assert.True(busy.NothingSaved);
        await _backend.Database.ExecuteAsync("SCRIPT", "KILL");
        await Assert.ThrowsAnyAsync<RedisException>(() => hog);
        Assert.NotNull(await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0));
    }

    [Fact]
    public async Task Save_MemoryFull_SurelySavesNothingAndKeepsWhatThereIs()
    {
        var id = Sample.NewId();
        var saved = await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0);
        await _backend.Database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");
        await _backend.Database.ExecuteAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");

        var full = await Assert.ThrowsAsync<SessionStorageException>(() =>
            _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), saved!.Version).AsTask());

        Assert.True(full.NothingSaved);
        Assert.Contains("is full: maxmemory is reached", full.Message, StringComparison.Ordinal);
        Assert.Equal(Sample.Described(saved), Sample.Described(await _backend.Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_ScriptsFlushed_LoadsItAgain()
    {
        var id = Sample.NewId();
        var saved = await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0);
        var entry = new IndexEntry(id, null, _backend.Clock.Now);
        await _backend.Index.AddAsync(entry);
        await _backend.Index.MoveAsync(entry, null);

        await _backend.Database.ExecuteAsync("SCRIPT", "FLUSH");

        Assert.NotNull(await _backend.Storage.SaveAsync(id, saved!, saved!.Version));
        await _backend.Database.ExecuteAsync("SCRIPT", "FLUSH");
        await _backend.Index.RemoveAsync(entry with { Deadline = null });
        Assert.Equal(0, await _backend.Index.CountAsync(Expiry.ExpiryShards.Of(id)));
    }

    private async Task<bool> IsSavedAsync(string id, SessionRecord saved)
    {
        try
        {
            return await _backend.Storage.SaveAsync(id, saved, saved.Version) is not null;
        }
        catch (SessionStorageException)
        {
            return false;
        }
    }

    private static async Task FailAsync(Func<Task> work) =>
        Assert.True((await Assert.ThrowsAsync<SessionStorageException>(work)).NothingSaved);

    /// <summary>What waited for the connection would take a second, every time. A busy machine does not hold up each of ten.</summary>
    private async Task AssertFailsAtOnceAsync(Func<Task> work)
    {
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 10 && fastest >= CallTimings.StorageOutage; attempt++)
        {
            var begun = _backend.Clock.Elapsed;
            await FailAsync(work);
            fastest = _backend.Clock.Elapsed - begun;
        }

        Assert.True(fastest < CallTimings.StorageOutage, $"It took {fastest}.");
    }
}
