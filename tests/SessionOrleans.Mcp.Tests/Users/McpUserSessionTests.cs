using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Users;

public sealed class McpUserSessionTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private readonly ISessionStore _store = memory.Store;
    private readonly string _alice = $"alice-{Guid.NewGuid():N}";

    [Fact]
    public async Task GetAsync_NothingStored_IsANewValueAndStoresNothing()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);

        Assert.Equal(new(), await prefs.GetAsync());

        Assert.Null(await _store.GetInfoAsync(prefs.Id));
    }

    [Fact]
    public async Task UpdateAsync_NothingStored_CreatesTheUsersOwn()
    {
        var updated = await new UserSession<Prefs>(_store, _alice).UpdateAsync(prefs => prefs with { Colour = "red" });

        Assert.Equal("red", updated.Colour);
        Assert.Equal("red", (await new UserSession<Prefs>(_store, _alice).GetAsync()).Colour);
        Assert.Equal(new SessionUser(_alice).Owner, (await _store.GetInfoAsync(new UserSession<Prefs>(_store, _alice).Id))!.Owner);
    }

    [Fact]
    public async Task UpdateAsync_SixtyFourAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            new UserSession<Prefs>(_store, _alice).UpdateAsync(prefs => prefs with { Times = prefs.Times + 1 })));

        Assert.Equal(64, (await new UserSession<Prefs>(_store, _alice).GetAsync()).Times);
    }

    [Fact]
    public async Task SetAsync_OfOneUser_ShowsToNoOther()
    {
        await new UserSession<Prefs>(_store, _alice).SetAsync(new() { Colour = "red" });

        Assert.Equal("none", (await new UserSession<Prefs>(_store, _alice + "x").GetAsync()).Colour);
    }

    [Fact]
    public async Task SetAsync_WithATimeToLive_LivesThatLong()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);

        await prefs.SetAsync(new(), new() { TimeToLive = TimeSpan.FromDays(90), Owner = "mallory" });

        Assert.InRange((await _store.GetTimeToLiveAsync(prefs.Id))!.Value, TimeSpan.FromDays(89), TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task LockAsync_NothingStored_BringsAValueAndKeepsOthersOut()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);

        await using (var held = await prefs.LockAsync())
        {
            Assert.Equal(new(), held.Value<Prefs>()!.Value);
            await Assert.ThrowsAsync<SessionLockedException>(() => prefs.SetAsync(new()));
            await held.SetAsync(new Prefs { Colour = "blue" });
        }

        Assert.Equal("blue", (await prefs.GetAsync()).Colour);
    }

    [Fact]
    public async Task EndAsync_TwiceAndThenUsed_StartsAfresh()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);
        await prefs.SetAsync(new() { Colour = "red" });

        await prefs.EndAsync();
        await prefs.EndAsync();

        Assert.Equal("none", (await prefs.GetAsync()).Colour);
    }

    [Fact]
    public async Task EndedMeanwhile_UpdateUnderWay_StartsFromANewValueAndBringsNothingBack()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);
        await prefs.SetAsync(new() { Colour = "red", Times = 7 });
        var seen = new List<Prefs>();

        await prefs.UpdateAsync(value =>
        {
            seen.Add(value);
            if (seen.Count == 1)
                new UserSession<Prefs>(_store, _alice).EndAsync().GetAwaiter().GetResult();
            return value with { Times = value.Times + 1 };
        });

        Assert.Equal(new() { Colour = "red", Times = 7 }, seen[0]);
        Assert.Equal(new Prefs { Times = 1 }, await prefs.GetAsync());
    }

    [Fact]
    public async Task Unextended_SessionOfAUser_LivesAsLongAsItIsTold()
    {
        var prefs = new UserSession<Prefs>(_store, _alice);

        await prefs.ExtendAsync(TimeSpan.FromDays(90));
        Assert.Null(await _store.GetInfoAsync(prefs.Id));

        await prefs.SetAsync(new());
        await prefs.ExtendAsync(TimeSpan.FromDays(90));
        Assert.InRange((await _store.GetTimeToLiveAsync(prefs.Id))!.Value, TimeSpan.FromDays(89), TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task UpdateAsync_FunctionReturnsNull_SaysHowToEndTheSession() =>
        Assert.Contains("EndAsync", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => new UserSession<Prefs>(_store, _alice).UpdateAsync(_ => null!))).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_AnonymousUser_SaysToSignIn() =>
        Assert.Contains("Sign in", Assert.Throws<SessionUserException>(
            () => new UserSession<Prefs>(_store, SessionUser.Anonymous)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deserialize_FromWhatACallerWrites_IsRefused()
    {
        var error =
            Assert.Throws<InvalidOperationException>(() => System.Text.Json.JsonSerializer.Deserialize<UserSession<Prefs>>("\"alice\""));

        Assert.Contains("WithSessionStore", error.Message, StringComparison.Ordinal);
    }
}
