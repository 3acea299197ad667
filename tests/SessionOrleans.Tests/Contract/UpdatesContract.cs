namespace SessionOrleans.Contract;

public abstract class UpdatesContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Update_AbsentSession_StartsFromDefault()
    {
        var id = NewId();
        var session = await Store.UpdateAsync<int>(id, value => value + 5);
        Assert.Equal(5, session.Value);
        Assert.Equal(session, await Store.GetAsync<int>(id));
    }

    [Fact]
    public async Task Update_SixtyFourCallers_LoseNothing()
    {
        const int callers = 64, rounds = 20;
        var id = NewId();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++)
                await Store.UpdateAsync<int>(id, value => value + 1);
        })));
        Assert.Equal(callers * rounds, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Update_AmongPlainWrites_BothGoThrough()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var updates = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.UpdateAsync<int>(id, value => value + 1)));
        var writes = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.SetAsync(id, 1_000)));
        await Task.WhenAll([.. updates, .. writes]);
        Assert.InRange((await Store.GetAsync<int>(id))!.Value, 1_000, 1_016);
    }

    [Fact]
    public async Task Update_LockedForAWholeLease_IsRefused()
    {
        var store = await Fixture.OpenAsync(options => options.LockLease = TimeSpan.FromSeconds(1));
        var id = NewId();
        await store.SetAsync(id, 0);
        await using var held = await store.LockAsync(id);
        var refused = await Assert.ThrowsAsync<SessionLockedException>(() => store.UpdateAsync<int>(id, value => value + 1));
        Assert.Contains("held.UpdateAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_LockedForAMoment_WaitsItsTurn()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        var update = Store.UpdateAsync<int>(id, value => value + 1);
        await held.SetAndReleaseAsync(10);
        Assert.Equal(11, (await update).Value);
    }

    [Fact]
    public async Task Update_FunctionThatThrows_ChangesNothingAndBlocksNobody()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await Assert.ThrowsAsync<NotSupportedException>(() => Store.UpdateAsync<int>(id, _ => throw new NotSupportedException()));
        Assert.Equal(2, (await Store.UpdateAsync<int>(id, value => value + 1)).Value);
    }

    [Fact]
    public async Task Update_FunctionThatReturnsNull_SaysWhatToDo()
    {
        var id = NewId();
        await Store.SetAsync(id, "a");
        var refused = await Assert.ThrowsAsync<ArgumentNullException>(() => Store.UpdateAsync<string>(id, _ => null!));
        Assert.Contains("RemoveAsync", refused.Message, StringComparison.Ordinal);
    }
}
