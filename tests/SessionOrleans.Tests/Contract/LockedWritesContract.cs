namespace SessionOrleans.Contract;

public abstract class LockedWritesContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Set_LockedByAnother_IsRefusedAndNamesTheWay()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        var refused = await Assert.ThrowsAsync<SessionLockedException>(() => Store.SetAsync(id, 2));
        Assert.Contains("held.SetAsync", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SessionWriteOptions.Lock", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.RetryAfter);
        await Assert.ThrowsAsync<SessionLockedException>(() => Store.TrySetAsync(id, 2, WriteCondition.IfPresent));
        Assert.Equal(1, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Set_UnderTheLock_Writes()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id);
        var first = await held.SetAsync(1);
        var second = await Store.SetAsync(id, 2, new() { Lock = held });
        Assert.True(second > first && first > held.FencingToken);
        Assert.Equal(2, (await Store.GetAsync<int>(id))!.Value);
        Assert.Equal(1, held.Value<int>()!.Value);
    }

    [Fact]
    public async Task Set_WithALockOfAnotherSession_IsRefused()
    {
        await using var held = await Store.LockAsync(NewId());
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetAsync(NewId(), 1, new() { Lock = held }));
    }

    [Fact]
    public async Task Set_WithAStaleToken_IsRefusedWhoeverHoldsTheLock()
    {
        var id = NewId();
        await using var stale = await Store.LockAsync(id);
        await Store.Directory.BreakLockAsync(id, "so that another gets it");
        await Assert.ThrowsAsync<SessionLockLostException>(() => Store.SetAsync(id, 1, new() { Lock = stale }));
        await using var held = await Store.LockAsync(id);
        await Assert.ThrowsAsync<SessionLockLostException>(() => Store.SetAsync(id, 1, new() { Lock = stale }));
        await held.SetAsync(2);
        Assert.Equal(2, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task SetAndRelease_NextInLine_SeesTheValueAtOnce()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        var next = Store.LockAsync(id);
        await Until.TrueAsync(async () => (await Store.GetInfoAsync(id))!.Lock!.Waiting == 1);
        await held.SetAndReleaseAsync(2);
        await using var granted = await next;
        Assert.Equal(2, granted.Value<int>()!.Value);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => held.SetAsync(3));
    }

    [Fact]
    public async Task Update_UnderTheLock_AppliesToItsValue()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        Assert.Equal(2, (await held.UpdateAsync<int>(value => value + 1)).Value);
        Assert.Equal(3, (await Store.UpdateAsync<int>(id, value => value + 1, new() { Lock = held })).Value);
    }

    [Fact]
    public async Task Extend_LockedSession_IsAllowed()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        Assert.True(await Store.ExtendAsync(id, TimeSpan.FromHours(2)));
    }

    [Fact]
    public async Task Read_LockedSession_IsAllowed()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id);
        Assert.Equal(1, (await Store.GetAsync<int>(id))!.Value);
        Assert.Equal(1, (await Store.GetOrCreateAsync(id, _ => ValueTask.FromResult(2))).Value);
    }

    [Fact]
    public async Task Advisory_PlainWrite_GoesThroughButAStaleTokenDoesNot()
    {
        var store = await Fixture.OpenAsync(options => options.LockEnforcement = LockEnforcement.Advisory);
        var id = NewId();
        await using var held = await store.LockAsync(id);
        await store.SetAsync(id, 1);
        Assert.Equal(2, (await held.UpdateAsync<int>(value => value + 1)).Value);
        await store.Directory.BreakLockAsync(id, "so that its token is stale");
        await Assert.ThrowsAsync<SessionLockLostException>(() => store.SetAsync(id, 3, new() { Lock = held }));
    }
}
