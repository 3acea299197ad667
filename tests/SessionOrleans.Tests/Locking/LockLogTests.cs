using Microsoft.Extensions.Logging;

namespace SessionOrleans.Locking;

/// <summary>What the holder's side of a lock logs.</summary>
public sealed class LockLogTests : IAsyncLifetime
{
    private readonly LogBook _log = new();
    private readonly string _id = $"session-{Guid.NewGuid():N}";
    private ISessionStore _store = null!;

    public async Task InitializeAsync() => _store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Memory }, _log);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Lock_HandleThatNobodyKeeps_IsReleasedAndWarnedOf()
    {
        var (_, lost) = await DroppedLock.TakeAsync(_store, _id);
        await Until.TrueAsync(() =>
        {
            DroppedLock.Collect();
            return Task.FromResult(lost.IsCancellationRequested);
        });
        await using var next = await _store.LockAsync(_id);
        var warning = Assert.Single(_log.Of(LogLevel.Warning), line => line.Contains("was not disposed", StringComparison.Ordinal));
        Assert.Contains(IdHash.Of(_id), warning, StringComparison.Ordinal);
        Assert.DoesNotContain(_id, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_DisposedHandle_IsNoWarning()
    {
        await DisposeOneAsync();
        DroppedLock.Collect();

        // Locks that are dropped are let go in order: the warning of this one would come after that of the other.
        await DroppedLock.TakeAsync(_store, $"{_id}-dropped");
        await Until.TrueAsync(() =>
        {
            DroppedLock.Collect();
            return Task.FromResult(_log.Of(LogLevel.Warning).Length > 0);
        });
        Assert.Contains(IdHash.Of($"{_id}-dropped"), Assert.Single(_log.Of(LogLevel.Warning)), StringComparison.Ordinal);

        async Task DisposeOneAsync()
        {
            await using var held = await _store.LockAsync(_id);
        }
    }

    [Fact]
    public async Task Lost_CallbackThrows_IsWarnedOf()
    {
        await using var held = await _store.LockAsync(_id);
        using var registration = held.Lost.Register(() => throw new InvalidOperationException("the callback's own"));
        await _store.Directory.BreakLockAsync(_id, "the test wants it");
        await Assert.ThrowsAsync<SessionLockLostException>(() => held.SetAsync(1));
        await Until.TrueAsync(() => Task.FromResult(_log.Of(LogLevel.Warning).Any(line =>
            line.Contains("a callback on its Lost token threw", StringComparison.Ordinal)
            && line.Contains("the callback's own", StringComparison.Ordinal))));
    }
}
