using System.Security.Cryptography;

namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>Whatever is wrong with a handle, whatever is done with it: the same refusal, and no trace of it in the store.</summary>
public sealed class McpToolSessionRefusalTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "Unknown or expired tally handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";

    private readonly ISessionStore _store = memory.Store;
    private readonly ToolSessions _sessions = new(memory.Store);

    public static TheoryData<string, Func<ToolSession<Tally>, Task>> Operations => new()
    {
        { "get", session => session.GetAsync() },
        { "set", session => session.SetAsync(new Tally(1)) },
        { "update", session => session.UpdateAsync(value => value.Next()) },
        { "lock", session => session.LockAsync() },
        { "extend", session => session.ExtendAsync() },
        { "end", session => session.EndAsync() },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_UnknownHandle_IsRefusedAndCreatesNothing(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var session = new ToolSession<Tally>(_store, Invented());

        await AssertRefused(() => act(session));

        await AssertNoTrace(session, operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_InventedHandles_NeverReachTheStore(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var counted = new CountingStore(_store);
        await new ToolSessions(counted).CreateAsync(new Tally(1));
        var before = counted.Calls;

        for (var i = 0; i < 200; i++)
            await AssertRefused(() => act(new(counted, Invented())));

        // The key may be read again once in a second, for a store that was emptied has another.
        Assert.True(counted.Calls - before < 20, $"{operation} made {counted.Calls - before} calls");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_EndedSession_IsRefusedAndCreatesNothing(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var session = await _sessions.CreateAsync(new Tally(1));
        await session.EndAsync();

        await AssertRefused(() => act(session));

        await AssertNoTrace(session, operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_ExpiredSession_IsRefusedAndCreatesNothing(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var session = await _sessions.CreateAsync(new Tally(1), new() { TimeToLive = TimeSpan.FromDays(2) });
        memory.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(1));

        await AssertRefused(() => act(session));

        await AssertNoTrace(session, operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_SameHandleOfAnotherKind_OpensNothing(string operation, Func<ToolSession<Tally>, Task> act)
    {
        var memo = await _sessions.CreateAsync(new Memo("mine"));
        var forged = new ToolSession<Tally>(_store, memo.Handle.Replace("memo_", "tally_", StringComparison.Ordinal));

        await AssertRefused(() => act(forged));

        await AssertNoTrace(forged, operation);
        Assert.Equal("mine", (await memo.GetAsync()).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tally")]
    [InlineData("tally_")]
    [InlineData("memo_AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tally_AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tally_AAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Constructor_HandleOfAnotherKind_IsRefused(string handle) =>
        await AssertRefused(() => Task.FromResult(new ToolSession<Tally>(_store, handle)));

    /// <summary>A handle of the right form, made with a key of one's own.</summary>
    private static string Invented() => SessionHandle.Create("tally", owner: null, RandomNumberGenerator.GetBytes(32));

    private static async Task AssertRefused(Func<Task> act) =>
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<SessionHandleException>(act)).Message);

    private async Task AssertNoTrace(ToolSession<Tally> session, string operation)
    {
        Assert.True(await _store.GetInfoAsync(session.Id) is null, $"{operation} created a session");
        await using var free = await _store.TryLockAsync(session.Id);
        Assert.True(free is not null, $"{operation} left a lock behind");
    }
}
