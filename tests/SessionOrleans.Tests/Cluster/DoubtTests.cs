using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SessionOrleans.Hosting;

namespace SessionOrleans.Cluster;

/// <summary>What a store says when the storage fails under it: what is known, and nothing else (G9, G10).</summary>
public sealed class DoubtTests : GrainTest, IClassFixture<ClusterFixture>, IAsyncDisposable
{
    private readonly ClusterConnection _connection;
    private readonly SessionStore _store;
    private readonly string _id = $"doubt-{Guid.NewGuid():N}";

    public DoubtTests(ClusterFixture fixture)
        : base(fixture)
    {
        _connection = new(fixture.Cluster.GrainFactory);
        _store = new(_connection, new SessionStoreOptions(), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Set_StorageFailedAndTookNothing_IsWrittenOnce()
    {
        await _store.SetAsync(_id, 1);
        var saves = Fixture.Storage.Saves;
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.ThrowThenNothing);
        await _store.SetAsync(_id, 2);
        Assert.Equal((2, saves + 1), ((await _store.GetAsync<int>(_id))!.Value, Fixture.Storage.Saves));
    }

    [Fact]
    public async Task Set_StorageFailedAfterTheWork_IsFoundDone()
    {
        await _store.SetAsync(_id, 1);
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.WorkThenThrow);
        var version = await _store.SetAsync(_id, 2);
        Assert.Equal((2, version), ((await _store.GetAsync<int>(_id))!.Value, (await _store.GetAsync<int>(_id))!.Version));
    }

    /// <summary>The write landed, its answer was lost, and the store could not be asked after it.</summary>
    [Fact]
    public async Task Set_InDoubtAndThenOutOfReach_OutcomeIsUnknown()
    {
        await _store.SetAsync(_id, 1);
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.WorkThenThrow);
        _connection.IsCutAfterTheNext = true;
        await Assert.ThrowsAsync<SessionOutcomeUnknownException>(() => _store.SetAsync(_id, 2));

        _connection.IsCut = false;
        Assert.Equal(2, (await _store.GetAsync<int>(_id))!.Value);
    }

    /// <summary>Orleans cancels a call whose time ran out before it was placed, as when the process stood still. Nobody asked for
    /// that.</summary>
    [Fact]
    public async Task Call_OrleansCancelledIt_IsRepeatedOrAskedAfter()
    {
        _connection.NextFault = new OperationCanceledException("Message expired before placement could complete for grain session/a.");
        await using var held = await _store.LockAsync(_id);
        await held.SetAsync(1);
        _connection.NextFault = new OperationCanceledException("Message expired before placement could complete for grain session/a.");
        Assert.Equal(1, (await _store.GetAsync<int>(_id))!.Value);
    }

    [Fact]
    public async Task Set_OrleansCancelledIt_OutcomeIsUnknown()
    {
        await _store.SetAsync(_id, 1);
        _connection.NextFault = new OperationCanceledException("Message expired before placement could complete for grain session/a.");
        await Assert.ThrowsAsync<SessionOutcomeUnknownException>(() => _store.SetAsync(_id, 2));
        Assert.Equal(1, (await _store.GetAsync<int>(_id))!.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_StorageFailed_IsAppliedOnce(bool afterTheWork)
    {
        await _store.SetAsync(_id, 1);
        Fail(afterTheWork);
        Assert.Equal(2, (await _store.UpdateAsync<int>(_id, value => value + 1)).Value);
        Assert.Equal(2, (await _store.GetAsync<int>(_id))!.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetUnderTheLock_StorageFailed_IsWrittenOnce(bool afterTheWork)
    {
        await using var held = await _store.LockAsync(_id);
        Fail(afterTheWork);
        var version = await held.SetAsync(1);
        Assert.Equal((1, version), ((await _store.GetAsync<int>(_id))!.Value, (await _store.GetAsync<int>(_id))!.Version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetAndRelease_StorageFailed_WritesAndReleases(bool afterTheWork)
    {
        var held = await _store.LockAsync(_id);
        Fail(afterTheWork);
        await held.SetAndReleaseAsync(1);
        await using var next = await _store.TryLockAsync(_id);
        Assert.Equal(1, next!.Value<int>()!.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lock_StorageFailed_IsOneGrant(bool afterTheWork)
    {
        await _store.SetAsync(_id, 1);
        Fail(afterTheWork);
        await using var held = await _store.LockAsync(_id);
        Assert.Equal(held.FencingToken, (await _store.GetInfoAsync(_id))!.Lock!.FencingToken);
        Assert.Null(await _store.TryLockAsync(_id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryLock_StorageFailed_LeavesNoLockBehind(bool afterTheWork)
    {
        await _store.SetAsync(_id, 1);
        Fail(afterTheWork);
        try
        {
            await using var held = await _store.TryLockAsync(_id);
            Assert.NotNull(held);
        }
        catch (SessionStoreUnavailableException)
        {
            // Then it is nobody's, and others need not wait for a lease.
        }

        await using var next = await _store.LockAsync(_id, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Release_StorageFailed_FreesTheLock(bool afterTheWork)
    {
        await _store.SetAsync(_id, 1);
        var held = await _store.LockAsync(_id);
        Fail(afterTheWork);
        await held.DisposeAsync();
        await using var next = await _store.LockAsync(_id, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Store_ThatCannotBeReached_SaysUnavailableAfterOneRound()
    {
        var held = await _store.LockAsync(_id);
        _connection.IsCut = true;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.GetAsync<int>(_id)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.SetAsync(_id, 1)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.UpdateAsync<int>(_id, value => value + 1)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.LockAsync(_id, Timeout.InfiniteTimeSpan)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.TryLockAsync(_id)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => _store.ReleaseLockAsync(_id, held.FencingToken)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => held.SetAsync(1)),
            Assert.ThrowsAsync<SessionStoreUnavailableException>(() => held.SetAndReleaseAsync(1)));

        // Each has patience once, and no call of several steps has it for each.
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, 2 * CallTimings.Patience);

        _connection.IsCut = false;
        await held.SetAndReleaseAsync(2);
        Assert.Equal(2, (await _store.GetAsync<int>(_id))!.Value);
    }

    [Fact]
    public async Task Store_WhoseGatewaysShedLoad_SaysBusyAndNothingWasDone()
    {
        await _store.SetAsync(_id, 1);
        _connection.IsShed = true;
        var (read, write) = (Assert.ThrowsAsync<SessionStoreBusyException>(
            () => _store.GetAsync<int>(_id)), Assert.ThrowsAsync<SessionStoreBusyException>(() => _store.SetAsync(_id, 2)));
        Assert.All(await Task.WhenAll(read, write), busy => Assert.True(busy.RetryAfter > TimeSpan.Zero));
        _connection.IsShed = false;
        Assert.Equal(1, (await _store.GetAsync<int>(_id))!.Value);
    }

    [Fact]
    public async Task Store_OfAnApplicationWhoseClockStands_TriesAgainInRealTime()
    {
        await using var store = new SessionStore(_connection, new SessionStoreOptions(), new FakeTimeProvider());
        await store.SetAsync(_id, 1);
        _connection.IsCut = true;
        var read = store.GetAsync<int>(_id);
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => store.SetAsync(_id, 2).WaitAsync(Until.Hang));
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => read.WaitAsync(Until.Hang));
        _connection.IsCut = false;
        Assert.Equal(1, (await store.GetAsync<int>(_id))!.Value);
    }

    private void Fail(bool afterTheWork) =>
        Fixture.Storage.FailNextSave(afterTheWork ? FaultyStorage.Fault.WorkThenThrow : FaultyStorage.Fault.ThrowThenNothing);
}
