namespace SessionOrleans.Contract;

public abstract class LifetimesContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Session_AfterItsTimeToLive_IsGone()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = Short });
        Assert.Equal(1, (await Store.GetAsync<int>(id))!.Value);
        await Until.TrueAsync(async () => await Store.GetAsync<int>(id) is null);
        Assert.Null(await Store.GetTimeToLiveAsync(id));
        Assert.False(await Store.ExtendAsync(id));
        Assert.False(await Store.RemoveAsync(id));
        Assert.NotNull(await Store.TrySetAsync(id, 2, WriteCondition.IfAbsent));
    }

    [Fact]
    public async Task GetTimeToLive_Session_IsWhatIsLeft()
    {
        var id = NewId();
        Assert.Null(await Store.GetTimeToLiveAsync(id));
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromMinutes(2) });
        Assert.InRange((await Store.GetTimeToLiveAsync(id))!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Set_Infinite_NeverExpires()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = Timeout.InfiniteTimeSpan });
        Assert.Equal(Timeout.InfiniteTimeSpan, await Store.GetTimeToLiveAsync(id));
        var info = await Store.GetInfoAsync(id);
        Assert.Null(info!.ExpiresAt);
        Assert.Null(info.TimeToLive);
    }

    [Fact]
    public async Task Set_WithoutTimeToLive_KeepsTheSessionsOwn()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromMinutes(5) });
        await Store.SetAsync(id, 2);
        Assert.Equal(TimeSpan.FromMinutes(5), (await Store.GetInfoAsync(id))!.TimeToLive);
    }

    [Fact]
    public async Task Extend_WithoutArgument_RestartsTheSessionsOwn()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromMinutes(5) });
        var before = (await Store.GetInfoAsync(id))!;
        Assert.True(await Store.ExtendAsync(id));
        var after = (await Store.GetInfoAsync(id))!;
        Assert.True(after.ExpiresAt > before.ExpiresAt);
        Assert.Equal(before.Version, after.Version);
    }

    [Fact]
    public async Task Extend_WithArgument_SetsTheTimeToLive()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        Assert.True(await Store.ExtendAsync(id, Short));
        Assert.Equal(Short, (await Store.GetInfoAsync(id))!.TimeToLive);
        await Until.TrueAsync(async () => await Store.GetAsync<int>(id) is null);
    }

    [Fact]
    public async Task Sliding_Read_ProlongsButInfoDoesNot()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromSeconds(1), Sliding = true });
        var first = (await Store.GetInfoAsync(id))!.ExpiresAt;
        await Until.TrueAsync(async () =>
        {
            await Store.GetAsync<int>(id);
            return (await Store.GetInfoAsync(id))!.ExpiresAt > first + TimeSpan.FromSeconds(1);
        });
    }

    [Fact]
    public async Task MaxLifetime_IsNotProlonged()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { MaxLifetime = TimeSpan.FromMinutes(1) });
        await Store.ExtendAsync(id, TimeSpan.FromHours(5));
        await Store.SetAsync(id, 2, new() { TimeToLive = TimeSpan.FromHours(2) });
        var info = (await Store.GetInfoAsync(id))!;
        Assert.Equal(TimeSpan.FromMinutes(1), info.ExpiresAt - info.CreatedAt);
    }

    [Fact]
    public async Task Store_WithDefaults_GivesThemToNewSessions()
    {
        var store = await Fixture.OpenAsync(options => (options.DefaultTimeToLive, options.Sliding) = (TimeSpan.FromMinutes(10), true));
        var id = NewId();
        await store.SetAsync(id, 1);
        var info = (await store.GetInfoAsync(id))!;
        Assert.Equal(TimeSpan.FromMinutes(10), info.TimeToLive);
        Assert.Equal(TimeSpan.FromMinutes(15), info.ExpiresAt - info.CreatedAt);
    }
}
