using System.Text;

namespace SessionOrleans.Contract;

public abstract class ReadsAndWritesContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public void Status_AfterStart_NamesTheBackend()
    {
        Assert.Equal(Fixture.Backend, Store.Status.Backend);
        Assert.NotEmpty(Store.Status.Reason);
    }

    [Fact]
    public async Task Get_AbsentId_IsNull() => Assert.Null(await Store.GetAsync<Cart>(NewId()));

    [Fact]
    public async Task Get_AfterSet_ReturnsWhatWasWritten()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, new Cart("tea", 2));
        var session = await Store.GetAsync<Cart>(id);
        Assert.Equal(new Cart("tea", 2), session!.Value);
        Assert.Equal((id, version), (session.Id, session.Version));
        Assert.Equal(TimeSpan.FromHours(1), session.ExpiresAt - session.CreatedAt);
    }

    [Fact]
    public async Task Set_Bytes_AreStoredAsTheyAre()
    {
        var id = NewId();
        byte[] bytes = [0, 255, 10, 13, 0];
        await Store.SetAsync(id, bytes);
        bytes[0] = 7;
        var read = (await Store.GetAsync<byte[]>(id))!.Value;
        Assert.Equal([0, 255, 10, 13, 0], read);
        read[0] = 9;
        Assert.Equal([0, 255, 10, 13, 0], (await Store.GetAsync<byte[]>(id))!.Value);
    }

    [Fact]
    public async Task Set_Object_IsJsonOfTheWeb()
    {
        var id = NewId();
        await Store.SetAsync(id, new Cart("tea", 2));
        Assert.Equal("""{"name":"tea","items":2}""", Encoding.UTF8.GetString((await Store.GetAsync<byte[]>(id))!.Value));
    }

    [Fact]
    public async Task Get_AsAnotherType_SaysSoAndHarmsNothing()
    {
        var id = NewId();
        await Store.SetAsync(id, "text");
        await Assert.ThrowsAsync<SessionValueException>(() => Store.GetAsync<Cart>(id));
        Assert.Equal("text", (await Store.GetAsync<string>(id))!.Value);
    }

    [Fact]
    public async Task Set_Again_GrowsTheVersionAndKeepsTheCreation()
    {
        var id = NewId();
        var first = await Store.SetAsync(id, 1);
        var created = (await Store.GetAsync<int>(id))!.CreatedAt;
        var second = await Store.SetAsync(id, 2);
        Assert.True(second > first);
        Assert.Equal(created, (await Store.GetAsync<int>(id))!.CreatedAt);
    }

    [Fact]
    public async Task Set_AfterRemoval_GrowsTheVersion()
    {
        var id = NewId();
        var before = await Store.SetAsync(id, 1);
        Assert.True(await Store.RemoveAsync(id));
        Assert.True(await Store.SetAsync(id, 2) > before);
    }

    [Fact]
    public async Task Remove_Session_EndsIt()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        Assert.True(await Store.RemoveAsync(id));
        Assert.Null(await Store.GetAsync<int>(id));
        Assert.Null(await Store.GetInfoAsync(id));
        Assert.False(await Store.RemoveAsync(id));
    }

    [Fact]
    public async Task GetOrCreate_ManyCallers_OneValueWins()
    {
        var id = NewId();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(() => Store.GetOrCreateAsync(id, _ => ValueTask.FromResult(i)))));
        Assert.Single(sessions.Select(session => (session.Value, session.Version)).Distinct());
        Assert.Equal(sessions[0].Value, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task GetOrCreate_PresentSession_DoesNotCreate()
    {
        var id = NewId();
        await Store.SetAsync(id, 5);
        var session = await Store.GetOrCreateAsync<int>(id, _ => throw new InvalidOperationException("not asked for"));
        Assert.Equal(5, session.Value);
    }

    [Fact]
    public async Task GetInfo_Session_TellsAllButTheValue()
    {
        var id = NewId();
        var version = await Store.SetAsync(id, 1, new() { Owner = "ann", TimeToLive = TimeSpan.FromMinutes(5) });
        var info = await Store.GetInfoAsync(id);
        Assert.Equal((id, "ann", version, TimeSpan.FromMinutes(5)), (info!.Id, info.Owner, info.Version, info.TimeToLive));
        Assert.Equal(TimeSpan.FromMinutes(5), info.ExpiresAt - info.CreatedAt);
        Assert.Null(info.Lock);
    }

    [Fact]
    public async Task Set_AnotherOwner_IsRefused()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { Owner = "ann" });
        await Store.SetAsync(id, 2, new() { Owner = "ann" });
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetAsync(id, 3, new() { Owner = "bob" }));
        Assert.Equal("ann", (await Store.GetInfoAsync(id))!.Owner);
        Assert.Equal(2, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Sessions_OfTwoPrefixes_NeverMeet()
    {
        var other = await Fixture.OpenAsync(_ => { });
        var id = NewId();
        await Store.SetAsync(id, 1);
        Assert.Null(await other.GetAsync<int>(id));
    }

    [Fact]
    public async Task Get_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync<int>(NewId(), cancelled.Token));
    }
}
