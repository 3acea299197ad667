namespace SessionOrleans.Contract;

/// <summary>How a lock ends that its holder did not give back, and how the holder is told.</summary>
public abstract class LostLocksContract(StoreFixture fixture) : StoreContract(fixture)
{
    /// <summary>Renewed every second. On a busy machine that may be late by another.</summary>
    private static readonly LockOptions ShortLease = new() { Lease = TimeSpan.FromSeconds(3) };

    /// <summary>Before the first renewal of a lease of thirty seconds.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(9);

    /// <summary>Calls through a handle that find out that its lock is lost.</summary>
    public static TheoryData<string> Calls => ["set", "set and release", "update", "update of the store"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_LockBrokenAndCallbackThrows_SaysThatTheLockIsLost(string call)
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id);
        using var thrower = held.Lost.Register(() => throw new InvalidOperationException("the callback's own"));
        await Store.Directory.BreakLockAsync(id, "the test wants it");
        await Assert.ThrowsAsync<SessionLockLostException>(() => CallAsync(call, held));
        Assert.True(held.Lost.IsCancellationRequested);
        await Assert.ThrowsAsync<SessionLockLostException>(() => CallAsync(call, held));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_SessionRemovedAndCallbackThrows_SaysThatTheSessionEnded(string call)
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        using var thrower = held.Lost.Register(() => throw new InvalidOperationException("the callback's own"));
        await Store.RemoveAsync(id);
        await Assert.ThrowsAsync<SessionEndedException>(() => CallAsync(call, held));
        Assert.True(held.Lost.IsCancellationRequested);
        await Assert.ThrowsAsync<SessionEndedException>(() => CallAsync(call, held));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_LockBrokenAndCallbackBlocks_IsNotHeldUp(string call)
    {
        var id = NewId();
        await using var callback = new BlockingCallback();
        var held = await Store.LockAsync(id);
        held.Lost.Register(callback.Run);
        await Store.Directory.BreakLockAsync(id, "the test wants it");
        await Assert.ThrowsAsync<SessionLockLostException>(() => CallAsync(call, held).WaitAsync(Until.Hang));
        await callback.Entered.WaitAsync(Until.Hang);
        await held.DisposeAsync().AsTask().WaitAsync(Until.Hang);
    }

    [Fact]
    public async Task Renewal_LockBrokenAndCallbackThrows_OtherCallbacksRun()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id, options: ShortLease);
        var told = new TaskCompletionSource();
        using var last = held.Lost.Register(told.SetResult);
        using var thrower = held.Lost.Register(() => throw new InvalidOperationException("the callback's own"));
        await Store.Directory.BreakLockAsync(id, "the test wants it");
        await told.Task.WaitAsync(Until.Hang);
        await Assert.ThrowsAsync<SessionLockLostException>(() => held.SetAsync(1));
    }

    [Fact]
    public async Task Renewal_LockBrokenAndCallbackBlocks_DisposeIsNotHeldUp()
    {
        var id = NewId();
        await using var callback = new BlockingCallback();
        var held = await Store.LockAsync(id, options: ShortLease);
        held.Lost.Register(callback.Run);
        await Store.Directory.BreakLockAsync(id, "the test wants it");
        await callback.Entered.WaitAsync(Until.Hang);
        await held.DisposeAsync().AsTask().WaitAsync(Until.Hang);
    }

    [Fact]
    public async Task MaxHold_ShorterThanAThirdOfTheLease_EndsTheLock()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id, options: new() { MaxHold = TimeSpan.FromMilliseconds(300) });

        // The lease is 30 seconds, and the first renewal is due after 10.
        await Until.FiredAsync(held.Lost, Soon);
        await using var next = await Store.LockAsync(id, Soon);
        await Assert.ThrowsAsync<SessionLockLostException>(() => held.SetAsync(1));
    }

    [Fact]
    public async Task MaxHold_LongerThanTheLease_EndsTheLockThen()
    {
        var id = await NewSession();
        await using var held = await Store.LockAsync(id, options: ShortLease with { MaxHold = TimeSpan.FromSeconds(4.5) });
        var first = (await Store.GetInfoAsync(id))!.Lock!;
        await Until.FiredAsync(held.Lost);
        await using var next = await Store.LockAsync(id);
        Assert.InRange(next.HeldSince - first.HeldSince, TimeSpan.FromSeconds(4.4), Until.Hang);
    }

    [Fact]
    public async Task MaxHold_OverAndCallbackBlocks_NextIsGranted()
    {
        var id = NewId();
        await using var callback = new BlockingCallback();
        await using var held = await Store.LockAsync(id, options: new() { MaxHold = TimeSpan.FromMilliseconds(300) });
        held.Lost.Register(callback.Run);
        await callback.Entered.WaitAsync(Soon);
        await using var next = await Store.LockAsync(id, Soon);
    }

    [Fact]
    public async Task MaxHold_Infinite_MeansForEver()
    {
        var id = await NewSession();
        await using var held = await Store.LockAsync(id, options: ShortLease with { MaxHold = Timeout.InfiniteTimeSpan });
        var first = (await Store.GetInfoAsync(id))!.Lock!.ExpiresAt;
        await Until.TrueAsync(async () => (await Store.GetInfoAsync(id))!.Lock!.ExpiresAt > first + ShortLease.Lease);
        await held.SetAsync(2);
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task MaxHold_NotAboveZero_IsRefusedWithTheWayToSayForEver()
    {
        var refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Store.LockAsync(NewId(), options: new() { MaxHold = TimeSpan.Zero }));
        Assert.Contains("above zero, or Timeout.InfiniteTimeSpan for ever", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_HandleThatNobodyKeeps_IsLetGo()
    {
        var id = NewId();
        var (token, lost) = await DroppedLock.TakeAsync(Store, id);
        var next = Store.LockAsync(id);
        await Until.TrueAsync(() =>
        {
            DroppedLock.Collect();
            return Task.FromResult(next.IsCompleted);
        });
        await using var granted = await next;
        Assert.True(granted.FencingToken > token);
        Assert.True(lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Lock_HandleKeptWhileOthersAreCollected_StaysHeld()
    {
        var (id, dropped) = (NewId(), NewId());
        await using var held = await Store.LockAsync(id);
        var (_, lost) = await DroppedLock.TakeAsync(Store, dropped);
        await Until.TrueAsync(() =>
        {
            DroppedLock.Collect();
            return Task.FromResult(lost.IsCancellationRequested);
        });
        Assert.Null(await Store.TryLockAsync(id));
        await held.SetAsync(1);
    }

    [Fact]
    public async Task Call_CollectionWhileItIsUnderWay_KeepsTheLock()
    {
        var id = NewId();
        var updated = await (await Store.LockAsync(id)).UpdateAsync<int>(_ =>
        {
            DroppedLock.Collect();
            return 2;
        });
        Assert.Equal(2, updated.Value);
    }

    private async Task<string> NewSession()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        return id;
    }

    private Task CallAsync(string call, ISessionLock held) => call switch
    {
        "set" => held.SetAsync(2),
        "set and release" => held.SetAndReleaseAsync(2),
        "update" => held.UpdateAsync<int>(value => value + 1),
        _ => Store.UpdateAsync<int>(held.SessionId, value => value + 1, new() { Lock = held }),
    };

    /// <summary>A callback that blocks until the test is over. Its registration is not disposed: that would wait for it.</summary>
    private sealed class BlockingCallback : IAsyncDisposable
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _gate = new();

        public Task Entered => _entered.Task;

        public void Run()
        {
            _entered.SetResult();
            _gate.Wait();
            _left.SetResult();
        }

        public async ValueTask DisposeAsync()
        {
            _gate.Set();
            if (_entered.Task.IsCompleted)
                await _left.Task;
            _gate.Dispose();
        }
    }
}
