namespace SessionOrleans.Contract;

public abstract class LocksContract(StoreFixture fixture) : StoreContract(fixture)
{
    /// <summary>Renewed every second. On a busy machine that may be late by another.</summary>
    private static readonly LockOptions ShortLease = new() { Lease = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task TryLock_Held_IsNullAtOnce()
    {
        var id = NewId();
        await using var held = await Store.TryLockAsync(id);
        Assert.NotNull(held);
        Assert.Null(await Store.TryLockAsync(id));
    }

    [Fact]
    public async Task TryLock_AfterDispose_IsGrantedWithALargerToken()
    {
        var id = NewId();
        var first = (await Store.TryLockAsync(id))!;
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var second = await Store.TryLockAsync(id);
        Assert.True(second!.FencingToken > first.FencingToken);
    }

    [Fact]
    public async Task Lock_AbsentSession_IsNoSession()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id);
        Assert.Null(held.Value<int>());
        Assert.Null(await Store.GetAsync<int>(id));
        Assert.Null(await Store.GetTimeToLiveAsync(id));
        Assert.DoesNotContain(id, await Store.Directory.ListAsync().Select(info => info.Id).ToListAsync());
    }

    [Fact]
    public async Task Lock_Grant_BringsTheValue()
    {
        var id = NewId();
        await Store.SetAsync(id, 7);
        await using var held = await Store.LockAsync(id);
        Assert.Equal(7, held.Value<int>()!.Value);
    }

    [Fact]
    public async Task Lock_HeldForTheWholeWait_TimesOut()
    {
        var id = await NewSession();
        await using var held = await Store.LockAsync(id);
        await Assert.ThrowsAsync<TimeoutException>(() => Store.LockAsync(id, TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<TimeoutException>(() => Store.LockAsync(id, TimeSpan.Zero));
        await Until.TrueAsync(async () => await WaitingFor(id) == 0, what: "the one who gave up left the line");
    }

    [Fact]
    public async Task Lock_Waiters_AreServedInOrderOfArrival()
    {
        var id = await NewSession();
        var held = await Store.LockAsync(id);
        var order = new List<int>();
        var tokens = new List<long>();
        var waiters = new List<Task>();
        for (var i = 0; i < 8; i++)
        {
            waiters.Add(TakeInTurn(i));
            await Until.TrueAsync(async () => await WaitingFor(id) == i + 1);
        }

        await held.DisposeAsync();
        await Task.WhenAll(waiters);
        Assert.Equal(Enumerable.Range(0, 8), order);
        Assert.Equal(tokens.Order(), tokens);

        async Task TakeInTurn(int number)
        {
            await using var mine = await Store.LockAsync(id, TimeSpan.FromSeconds(20));
            order.Add(number);
            tokens.Add(mine.FencingToken);
        }
    }

    [Fact]
    public async Task Lock_CancelledWaiter_IsSkipped()
    {
        var id = await NewSession();
        var held = await Store.LockAsync(id);
        using var cancellation = new CancellationTokenSource();
        var first = Store.LockAsync(id, cancellationToken: cancellation.Token);
        await Until.TrueAsync(async () => await WaitingFor(id) == 1);
        var second = Store.LockAsync(id);
        await Until.TrueAsync(async () => await WaitingFor(id) == 2);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await held.DisposeAsync();
        await using var granted = await second;
        Assert.Equal(granted.FencingToken, (await Store.GetInfoAsync(id))!.Lock!.FencingToken);
    }

    [Fact]
    public async Task Lock_HolderThatLivesOn_IsRenewed()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id, options: new() { Lease = TimeSpan.FromSeconds(3) });
        var first = (await Store.GetInfoAsync(id))!.Lock!.ExpiresAt;
        await Until.TrueAsync(async () => (await Store.GetInfoAsync(id))!.Lock!.ExpiresAt > first + TimeSpan.FromSeconds(1));
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task ReleaseLock_ByToken_FreesIt()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id, options: ShortLease);
        Assert.False(await Store.ReleaseLockAsync(id, held.FencingToken - 1));
        Assert.True(await Store.ReleaseLockAsync(id, held.FencingToken));
        Assert.False(await Store.ReleaseLockAsync(id, held.FencingToken));
        await using var next = await Store.TryLockAsync(id);
        Assert.NotNull(next);
        await Until.FiredAsync(held.Lost);
    }

    [Fact]
    public async Task BreakLock_Held_FreesItAndTellsTheHolder()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id, options: ShortLease);
        Assert.True(await Store.Directory.BreakLockAsync(id, "the test wants it"));
        Assert.False(await Store.Directory.BreakLockAsync(id, "again"));
        await Until.FiredAsync(held.Lost);
    }

    [Fact]
    public async Task Remove_LockedSession_EndsTheLockAndTellsHolderAndWaiters()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id, options: ShortLease);
        var waiting = Store.LockAsync(id);
        await Until.TrueAsync(async () => (await Store.GetInfoAsync(id))?.Lock?.Waiting == 1);
        Assert.True(await Store.RemoveAsync(id));
        await Assert.ThrowsAsync<SessionEndedException>(() => waiting);
        await Assert.ThrowsAsync<SessionEndedException>(() => held.SetAsync(2));
        await Until.FiredAsync(held.Lost);
        Assert.Null(await Store.GetAsync<int>(id));
    }

    [Fact]
    public async Task Expiry_OfALockedSession_TellsWaiters()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromMilliseconds(600) });
        await using var held = await Store.LockAsync(id);
        await Assert.ThrowsAsync<SessionEndedException>(() => Store.LockAsync(id));
    }

    [Fact]
    public async Task GetInfo_LockedSession_ShowsTheLock()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id, options: new() { Label = "checkout", Lease = TimeSpan.FromSeconds(20) });
        var info = (await Store.GetInfoAsync(id))!.Lock!;
        Assert.Equal(("checkout", held.FencingToken, held.HeldSince, 0), (info.Label, info.FencingToken, info.HeldSince, info.Waiting));
        Assert.Equal(TimeSpan.FromSeconds(20), info.ExpiresAt - info.HeldSince);
    }

    [Fact]
    public async Task GetInfo_LockedIdWithoutASession_ShowsTheHolder()
    {
        var id = NewId();
        Assert.Null(await Store.GetInfoAsync(id));
        await using (var held = await Store.LockAsync(id, options: new() { Label = "checkout" }))
        {
            var info = (await Store.GetInfoAsync(id))!;
            Assert.Equal((id, false, 0L, null, null), (info.Id, info.Exists, info.Version, info.Owner, info.TimeToLive));
            Assert.Equal((held.HeldSince, info.Lock!.ExpiresAt), (info.CreatedAt, info.ExpiresAt));
            Assert.Equal(("checkout", held.FencingToken, 0), (info.Lock.Label, info.Lock.FencingToken, info.Lock.Waiting));
            await held.SetAsync(1);
            Assert.True((await Store.GetInfoAsync(id))!.Exists);
            Assert.True(await Store.RemoveAsync(id));
        }

        Assert.Null(await Store.GetInfoAsync(id));
    }

    [Fact]
    public async Task Dispose_Store_ReleasesItsLocks()
    {
        var id = NewId();
        var store = await Fixture.OpenAsync(_ => { });
        var held = await store.LockAsync(id);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => held.SetAsync(1));
    }

    private async Task<string> NewSession()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        return id;
    }

    private async Task<int> WaitingFor(string id) => (await Store.GetInfoAsync(id))!.Lock!.Waiting;
}
