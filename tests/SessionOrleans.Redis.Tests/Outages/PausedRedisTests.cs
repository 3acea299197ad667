using CallTimings = SessionOrleans.Hosting.CallTimings;

namespace SessionOrleans.Outages;

/// <summary>A Redis that stands still (SIGSTOP): connections stay open, nothing answers.</summary>
public sealed class PausedRedisTests : IAsyncLifetime
{
    /// <summary>Of StackExchange.Redis. A save that is given up takes half of it.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(5);

    private RedisServer _server = null!;
    private RedisBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _backend = await RedisBackend.CreateAsync(await RedisBackend.ConnectAsync(_server.Port));
    }

    public async Task DisposeAsync()
    {
        await _backend.Connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Save_PauseOfAMoment_Succeeds()
    {
        var id = Sample.NewId();
        await _server.PauseAsync();
        var save = _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0).AsTask();
        await Until.TrueAsync(() => Task.FromResult(_backend.Connection.GetCounters().Interactive.SentItemsAwaitingResponse > 0));

        await _server.ResumeAsync();

        Assert.Equal((await save)!.Version, (await _backend.Storage.ReadAsync(id)).Version);
    }

    [Fact]
    public async Task Save_LongPause_IsInDoubtSoonAndNotCarriedOutAfterIt()
    {
        var id = Sample.NewId();
        var first = await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0);
        await _server.PauseAsync();
        var begun = _backend.Clock.Elapsed;

        var doubt = await Assert.ThrowsAsync<SessionStorageException>(() =>
            _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now, value: [7]), first!.Version).AsTask());

        Assert.False(doubt.NothingSaved);
        Assert.InRange(_backend.Clock.Elapsed - begun, CallTimings.SaveLapse, UsualTimeout);
        await _server.ResumeAsync();
        Assert.Equal(Sample.Described(first), Sample.Described(await _backend.Storage.ReadAsync(id)));
        Assert.NotNull(await _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), first!.Version));
    }

    [Fact]
    public async Task Trouble_NamesNoIdAndNoKey()
    {
        var id = "secret-" + Guid.NewGuid().ToString("N");
        await _server.PauseAsync();

        var troubles = await Task.WhenAll(
            TroubleOfAsync(() => _backend.Storage.SaveAsync(id, Sample.Session(_backend.Clock.Now), 0).AsTask()),
            TroubleOfAsync(() => _backend.Storage.ReadAsync(id).AsTask()),
            TroubleOfAsync(() => _backend.Index.AddAsync(new(id, id, null)).AsTask()));
        await _server.ResumeAsync();
        await _server.KillAsync();
        var away = await TroubleOfAsync(() => _backend.Storage.ReadAsync(id).AsTask());

        Assert.All(troubles.Append(away), trouble =>
        {
            Assert.DoesNotContain(id, trouble.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(_backend.Prefix, trouble.ToString(), StringComparison.Ordinal);
        });
    }

    private static Task<SessionStorageException> TroubleOfAsync(Func<Task> work) => Assert.ThrowsAsync<SessionStorageException>(work);
}
