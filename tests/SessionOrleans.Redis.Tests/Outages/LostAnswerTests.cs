using CallTimings = SessionOrleans.Hosting.CallTimings;

namespace SessionOrleans.Outages;

/// <summary>Saves that Redis carried out, or will, and whose answers do not come.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    /// <summary>Of StackExchange.Redis. A save that is given up takes half of it.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(5);

    private RedisServer _server = null!;
    private FaultyWire _wire = null!;
    private RedisBackend _direct = null!;
    private RedisBackend _faulty = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _wire = new(_server.Port);
        _direct = await RedisBackend.CreateAsync(await RedisBackend.ConnectAsync(_server.Port));
        _faulty = await RedisBackend.CreateAsync(await RedisBackend.ConnectAsync(_wire.Port), _direct.Prefix);

        // The first answer would be that Redis does not know the script yet.
        await _direct.Storage.SaveAsync(Sample.NewId(), Sample.Session(_direct.Clock.Now), 0);
    }

    public async Task DisposeAsync()
    {
        await _faulty.Connection.DisposeAsync();
        await _direct.Connection.DisposeAsync();
        await _wire.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(RedisSave.StagedFrom)]
    public async Task Save_LandedAndConnectionLost_IsRecognisedNotRepeated(int length)
    {
        var id = Sample.NewId();
        var first = await _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now), 0);
        var swallowed = _wire.SwallowReplies();
        var save = _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now, value: new byte[length]), first!.Version).AsTask();
        await swallowed;
        await Until.TrueAsync(async () => (await _direct.Storage.ReadAsync(id)).Value!.Length == length);
        var landed = await _direct.Storage.ReadAsync(id);

        _wire.Cut();
        var saved = await save;

        Assert.Equal(Sample.Described(landed), Sample.Described(saved));
        Assert.Equal(Sample.Described(landed), Sample.Described(await _direct.Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Remove_LandedAndConnectionLost_IsRecognisedNotRepeated()
    {
        var id = Sample.NewId();
        var first = await _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now), 0);
        var swallowed = _wire.SwallowReplies();
        var remove = _faulty.Storage.RemoveAsync(id, first!.Version).AsTask();
        await swallowed;
        var landed = await _direct.Storage.ReadAsync(id);

        _wire.Cut();

        Assert.Equal(landed.Version, (await remove)!.Version);
    }

    [Fact]
    public async Task Save_LandedAndOverwrittenBeforeItsRepetition_IsInDoubt()
    {
        var id = Sample.NewId();
        var swallowed = _wire.SwallowReplies();
        var save = _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now, value: [7]), 0).AsTask();
        await swallowed;
        var landed = await _direct.Storage.ReadAsync(id);
        var over = await _direct.Storage.SaveAsync(id, landed with { Value = [8], ValueVersion = 0 }, landed.Version);

        _wire.Cut();

        var doubt = await Assert.ThrowsAsync<SessionStorageException>(() => save);
        Assert.False(doubt.NothingSaved);
        Assert.Equal(Sample.Described(over), Sample.Described(await _direct.Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_LandedAndTimedOut_IsInDoubtAndFoundByItsWriteId()
    {
        var id = Sample.NewId();
        var session = Sample.Session(_faulty.Clock.Now);
        var begun = _direct.Clock.Elapsed;
        var swallowed = _wire.SwallowReplies();
        var save = _faulty.Storage.SaveAsync(id, session, 0).AsTask();
        await swallowed;

        var doubt = await Assert.ThrowsAsync<SessionStorageException>(() => save);

        Assert.False(doubt.NothingSaved);
        Assert.InRange(_direct.Clock.Elapsed - begun, CallTimings.SaveLapse, UsualTimeout);
        _wire.Cut();
        Assert.Equal(session.WriteId, (await _faulty.Storage.ReadAsync(id)).WriteId);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(RedisSave.StagedFrom)]
    public async Task Save_HeldUpPastItsTime_IsNeverCarriedOut(int length)
    {
        var id = Sample.NewId();
        var first = await _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now), 0);
        var held = _wire.HoldRequests();
        var save = _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now, value: new byte[length]), first!.Version).AsTask();
        await held;
        var doubt = await Assert.ThrowsAsync<SessionStorageException>(() => save);

        // It arrives now, before this read on the same connection, at a version that still is the one it was decided on.
        _wire.ReleaseRequests();
        var read = await _faulty.Storage.ReadAsync(id);

        Assert.False(doubt.NothingSaved);
        Assert.Equal(Sample.Described(first), Sample.Described(read));
    }

    [Fact]
    public async Task Save_HeldUpWhileAnotherSilosDecided_IsRefused()
    {
        var id = Sample.NewId();
        var seen = await _faulty.Storage.SaveAsync(id, Sample.Session(_faulty.Clock.Now), 0);
        var held = _wire.HoldRequests();
        var save = _faulty.Storage.SaveAsync(id, seen! with { Holder = Sample.Holder(_faulty.Clock.Now) }, seen!.Version).AsTask();
        await held;
        var removed = await _direct.Storage.RemoveAsync(id, seen.Version);
        var anew = await _direct.Storage.SaveAsync(id, Sample.Session(_direct.Clock.Now), removed!.Version);

        _wire.ReleaseRequests();

        Assert.Null(await save);
        Assert.Equal(Sample.Described(anew), Sample.Described(await _direct.Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Read_ConnectionLost_IsRepeated()
    {
        var id = Sample.NewId();
        var saved = await _direct.Storage.SaveAsync(id, Sample.Session(_direct.Clock.Now), 0);
        var swallowed = _wire.SwallowReplies();
        var read = _faulty.Storage.ReadAsync(id).AsTask();
        await swallowed;

        _wire.Cut();

        Assert.Equal(Sample.Described(saved), Sample.Described(await read));
    }
}
