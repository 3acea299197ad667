namespace SessionOrleans.Mcp.Tests.Tools;

public sealed class McpToolSessionTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private readonly ISessionStore _store = memory.Store;
    private readonly ToolSessions _sessions = new(memory.Store);

    [Fact]
    public async Task CreateAsync_Always_GivesAHandleOfTheKindThatOpensTheValue()
    {
        var created = await _sessions.CreateAsync(new Tally(7));

        Assert.Matches("^tally_[A-Za-z0-9_-]{28}$", created.Handle);
        Assert.Equal(new Tally(7), await new ToolSession<Tally>(_store, created.Handle).GetAsync());
    }

    [Fact]
    public async Task CreateAsync_WithATimeToLive_LivesThatLong()
    {
        var created = await _sessions.CreateAsync(new Tally(0), new() { TimeToLive = TimeSpan.FromMinutes(5) });

        Assert.InRange((await _store.GetTimeToLiveAsync(created.Id))!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task CreateAsync_BeyondALimit_IsTheStoresArgumentException() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _sessions.CreateAsync(new Tally(0), new() { TimeToLive = TimeSpan.Zero }));

    [Fact]
    public async Task Id_InTheStore_IsNeverTheHandle()
    {
        var created = await _sessions.CreateAsync(new Tally(0));

        Assert.NotNull(await _store.GetInfoAsync(created.Id));
        Assert.Null(await _store.GetInfoAsync(created.Handle));
        await foreach (var session in _store.Directory.ListAsync())
            Assert.DoesNotContain(created.Handle["tally_".Length..], session.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAsync_Present_ReplacesTheValueAndRestartsItsTimeToLive()
    {
        var created = await _sessions.CreateAsync(new Tally(1), new() { TimeToLive = TimeSpan.FromDays(300) });
        var before = (await _store.GetInfoAsync(created.Id))!;

        await created.SetAsync(new Tally(5));

        var after = (await _store.GetInfoAsync(created.Id))!;
        Assert.Equal(5, (await created.GetAsync()).Count);
        Assert.True(after.ExpiresAt > before.ExpiresAt);
    }

    [Fact]
    public async Task NoOptions_OfAToolsWrites_TheyAreTakenLikeThoseOfAUsers()
    {
        var user = $"alice-{Guid.NewGuid():N}";
        var created = await new ToolSessions(_store, user).CreateAsync(new Tally(0));

        await created.SetAsync(new Tally(1), new() { TimeToLive = TimeSpan.FromDays(10), Owner = "mallory" });
        Assert.InRange((await _store.GetTimeToLiveAsync(created.Id))!.Value, TimeSpan.FromDays(9), TimeSpan.FromDays(10));

        await created.UpdateAsync(value => value.Next(), new() { TimeToLive = TimeSpan.FromDays(20) });
        Assert.InRange((await _store.GetTimeToLiveAsync(created.Id))!.Value, TimeSpan.FromDays(19), TimeSpan.FromDays(20));

        await created.ExtendAsync(TimeSpan.FromDays(30));
        Assert.InRange((await _store.GetTimeToLiveAsync(created.Id))!.Value, TimeSpan.FromDays(29), TimeSpan.FromDays(30));

        await using (var held = await created.LockAsync())
            await created.SetAsync(new Tally(9), new() { Lock = held });
        Assert.Equal(9, (await created.GetAsync()).Count);
        Assert.Equal(new SessionUser(user).Owner, (await _store.GetInfoAsync(created.Id))!.Owner);
    }

    [Fact]
    public async Task UpdateAsync_SixtyFourAtOnce_LosesNone()
    {
        var created = await _sessions.CreateAsync(new Tally(0));

        await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => new ToolSession<Tally>(_store, created.Handle).UpdateAsync(value => value.Next())));

        Assert.Equal(64, (await created.GetAsync()).Count);
    }

    [Fact]
    public async Task UpdateAsync_FunctionThrows_ThrowsThatAndWritesNothing()
    {
        var created = await _sessions.CreateAsync(new Tally(1));

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => created.UpdateAsync(_ => throw new NotSupportedException("no")));

        Assert.Equal("no", thrown.Message);
        Assert.Equal(2, (await created.UpdateAsync(value => value.Next())).Count);
    }

    [Fact]
    public async Task UpdateAsync_FunctionReturnsNull_SaysHowToEndASession()
    {
        var created = await _sessions.CreateAsync(new Tally(1));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => created.UpdateAsync(_ => null!));

        Assert.Contains("EndAsync", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await created.GetAsync()).Count);
    }

    [Fact]
    public async Task LockAsync_Held_BringsTheValueAndKeepsOthersOut()
    {
        var created = await _sessions.CreateAsync(new Tally(1));

        await using (var held = await created.LockAsync())
        {
            Assert.Equal(1, held.Value<Tally>()!.Value.Count);
            await Assert.ThrowsAsync<SessionLockedException>(() => created.SetAsync(new Tally(9)));
            await Assert.ThrowsAsync<TimeoutException>(() => created.LockAsync(TimeSpan.Zero));
            await held.SetAsync(new Tally(2));
        }

        Assert.Equal(3, (await created.UpdateAsync(value => value.Next())).Count);
    }

    [Fact]
    public async Task EndAsync_UnderItsLock_EndsItForThoseWhoWait()
    {
        var created = await _sessions.CreateAsync(new Tally(1));
        var waiters = new List<Task>();
        await using (var held = await created.LockAsync())
        {
            waiters.Add(created.LockAsync());
            waiters.Add(created.UpdateAsync(value => value.Next()));
            await created.EndAsync();
        }

        foreach (var waiter in waiters)
            await Assert.ThrowsAsync<SessionHandleException>(() => waiter);
    }
}
