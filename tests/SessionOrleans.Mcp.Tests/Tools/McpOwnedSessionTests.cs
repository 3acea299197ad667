namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>Sessions of users: one's own, and nobody else's.</summary>
public sealed class McpOwnedSessionTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "Unknown or expired tally handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";

    private readonly ISessionStore _store = memory.Store;
    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly string _bob = $"bob-{Guid.NewGuid():N}";

    public static TheoryData<string, Func<ToolSession<Tally>, Task>> Operations => McpToolSessionRefusalTests.Operations;

    [Fact]
    public async Task CreateAsync_OfAUser_IsOwnedAndFoundByTheHandle()
    {
        var created = await new ToolSessions(_store, _alice).CreateAsync(new Tally(7));

        Assert.Matches("^tally_[A-Za-z0-9_-]{28}$", created.Handle);
        Assert.Equal(new SessionUser(_alice).Owner, (await _store.GetInfoAsync(created.Id))!.Owner);
        Assert.Equal(8, (await new ToolSession<Tally>(_store, created.Handle, _alice).UpdateAsync(value => value.Next())).Count);
    }

    [Fact]
    public async Task CreateAsync_OptionsThatNameAnotherOwner_AreOverruled()
    {
        var created = await new ToolSessions(_store, _alice).CreateAsync(new Tally(0), new() { Owner = "mallory" });

        Assert.Equal(new SessionUser(_alice).Owner, (await _store.GetInfoAsync(created.Id))!.Owner);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_AnotherUsersHandle_IsRefusedAndChangesNothing(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var created = await new ToolSessions(_store, _alice).CreateAsync(new Tally(7));
        var before = await _store.GetInfoAsync(created.Id);

        foreach (
            var stolen in new[] { new ToolSession<Tally>(_store, created.Handle, _bob), new ToolSession<Tally>(_store, created.Handle) })
        {
            Assert.Equal(Refusal, (await Assert.ThrowsAsync<SessionHandleException>(() => act(stolen))).Message);
            Assert.True(await _store.GetInfoAsync(stolen.Id) is null, $"{operation} created a session");
        }

        Assert.Equal(before, await _store.GetInfoAsync(created.Id));
    }

    [Fact]
    public async Task AnyOperation_AnotherUsersHandleWhileItsOwnerHoldsTheLock_IsRefusedAtOnce()
    {
        var created = await new ToolSessions(_store, _alice).CreateAsync(new Tally(7));
        await using var held = await created.LockAsync();

        await Assert.ThrowsAsync<SessionHandleException>(() => new ToolSession<Tally>(_store, created.Handle, _bob).LockAsync());
        await Assert.ThrowsAsync<SessionHandleException>(() => new ToolSession<Tally>(_store, created.Handle, _bob).SetAsync(new(0)));
    }

    [Fact]
    public async Task AnyOperation_AnonymousHandleAfterSigningIn_OpensNothing()
    {
        var created = await new ToolSessions(_store).CreateAsync(new Tally(7));

        await Assert.ThrowsAsync<SessionHandleException>(() => new ToolSession<Tally>(_store, created.Handle, _alice).GetAsync());
    }

    [Theory]
    [InlineData("tally_x~{0}")]
    [InlineData("tally_~{0}")]
    [InlineData("tally_~")]
    [InlineData("tally_é")]
    [InlineData("tally_x y")]
    [InlineData("tally_*")]
    public async Task Constructor_HandleThatReachesForAnotherId_IsRefused(string template)
    {
        var handle = string.Format(System.Globalization.CultureInfo.InvariantCulture, template, new SessionUser(_bob).Owner);

        await Assert.ThrowsAsync<SessionHandleException>(() => Task.FromResult(new ToolSession<Tally>(_store, handle, _alice)));
        await Assert.ThrowsAsync<SessionHandleException>(() => Task.FromResult(new ToolSession<Tally>(_store, handle)));
    }

    [Fact]
    public async Task ListAsync_OfAUser_HasTheHandlesOfOneKindAndNothingOfOthers()
    {
        var sessions = new ToolSessions(_store, _alice);
        var first = await sessions.CreateAsync(new Tally(1));
        var second = await sessions.CreateAsync(new Tally(2));
        var ended = await sessions.CreateAsync(new Tally(3));
        await ended.EndAsync();
        await sessions.CreateAsync(new Memo("mine"));
        await new UserSession<TallyOfUser>(_store, _alice).SetAsync(new());
        await new ToolSessions(_store, _bob).CreateAsync(new Tally(4));
        await new ToolSessions(_store).CreateAsync(new Tally(5));

        var listed = await HandlesAsync<Tally>(sessions);

        Assert.Equal(new[] { first.Handle, second.Handle }.Order(), listed.Order());
        Assert.Equal(
            3, (await sessions.Open<Tally>(first.Handle).GetAsync()).Count + (await sessions.Open<Tally>(second.Handle).GetAsync()).Count);
        Assert.Single(await HandlesAsync<Memo>(sessions));
    }

    [Fact]
    public async Task ListAsync_OfAnonymousCallers_SaysToSignIn()
    {
        var error = await Assert.ThrowsAsync<SessionUserException>(() => new ToolSessions(_store).ListAsync<Tally>());

        Assert.Contains("Sign in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveOwnedAsync_OfAUser_EndsAllThatTheUserHas()
    {
        var tally = await new ToolSessions(_store, _alice).CreateAsync(new Tally(1));
        await new UserSession<Prefs>(_store, _alice).SetAsync(new() { Colour = "red" });

        Assert.Equal(2, await _store.Directory.RemoveOwnedAsync(new SessionUser(_alice).Owner!));

        await Assert.ThrowsAsync<SessionHandleException>(() => tally.GetAsync());
        Assert.Equal(new(), await new UserSession<Prefs>(_store, _alice).GetAsync());
    }

    private static async Task<List<string>> HandlesAsync<T>(ToolSessions sessions)
        where T : class
    {
        var handles = new List<string>();
        string? cursor = null;
        do
        {
            var page = await sessions.ListAsync<T>(cursor, pageSize: 1);
            handles.AddRange(page.Sessions.Select(session => session.Handle));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return handles;
    }

    /// <summary>The same kind, as one that each user has once.</summary>
    [SessionKind("tally")]
    private sealed record TallyOfUser;
}
