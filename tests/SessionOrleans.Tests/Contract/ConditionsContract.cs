namespace SessionOrleans.Contract;

public abstract class ConditionsContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task TrySet_IfAbsent_WritesOnce()
    {
        var id = NewId();
        Assert.NotNull(await Store.TrySetAsync(id, 1, WriteCondition.IfAbsent));
        Assert.Null(await Store.TrySetAsync(id, 2, WriteCondition.IfAbsent));
        Assert.Equal(1, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task TrySet_IfPresent_NeedsASession()
    {
        var id = NewId();
        Assert.Null(await Store.TrySetAsync(id, 1, WriteCondition.IfPresent));
        Assert.Null(await Store.GetAsync<int>(id));
        await Store.SetAsync(id, 1);
        Assert.NotNull(await Store.TrySetAsync(id, 2, WriteCondition.IfPresent));
    }

    [Fact]
    public async Task TrySet_IfVersion_NeedsThatVersion()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, 1);
        var next = await Store.TrySetAsync(id, 2, WriteCondition.IfVersion(version));
        Assert.True(next > version);
        Assert.Null(await Store.TrySetAsync(id, 3, WriteCondition.IfVersion(version)));
        Assert.Equal(2, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task TrySet_VersionOfARemovedSession_DoesNotBringItBack()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, 1);
        await Store.RemoveAsync(id);
        Assert.Null(await Store.TrySetAsync(id, 2, WriteCondition.IfVersion(version)));
        Assert.Null(await Store.GetAsync<int>(id));
    }

    [Fact]
    public async Task TrySet_AfterALockCameAndWent_TheVersionOfTheValueStillHolds()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, 1);
        await (await Store.LockAsync(id)).DisposeAsync();
        Assert.NotNull(await Store.TrySetAsync(id, 2, WriteCondition.IfVersion(version)));
    }

    [Fact]
    public async Task TrySet_ManyCallersOneVersion_OneWrites()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, 0);
        var results = await Task.WhenAll(Enumerable.Range(1, 32).Select(i =>
            Task.Run(() => Store.TrySetAsync(id, i, WriteCondition.IfVersion(version)))));
        Assert.Single(results, result => result is not null);
    }
}
