using ModelContextProtocol.AspNetCore;
using SessionOrleans.Mcp.Tests.Http;
using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Waiting;

/// <summary>Who waits for a lock hears of it.</summary>
public sealed class McpWaitProgressTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private readonly string _alice = $"alice-{Guid.NewGuid():N}";

    [Theory]
    [MemberData(nameof(McpCallerTests.Eras), MemberType = typeof(McpCallerTests))]
    public async Task Lock_HeldElsewhere_CallerHearsHowLongAndThenGoesOn(string era, HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);
        var session = await new ToolSessions(memory.Store, UserOf(_alice)).CreateAsync(new Tally(7));
        var held = await session.LockAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, era);
        var progress = new ProgressRecorder();

        var call = client.CallToolAsync("hold", Arguments(session), progress).AsTask();
        await progress.First;
        Assert.False(call.IsCompleted);
        await held.DisposeAsync();

        Assert.Equal("7", (await call).Text());
        var waited = progress.Heard.Where(value => value.Message != "working").ToList();
        Assert.All(waited, value => Assert.Matches("^Waiting for the session's lock, [1-9][0-9]* s\\.$", value.Message));

        // The client may hear them in another order than they were sent in.
        Assert.All(waited, value => Assert.InRange(value.Progress, 0.0005f, 0.9f));
        Assert.Equal(waited.Count, waited.Select(value => value.Progress).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Update_LockHeldElsewhere_CallerHearsToo(string era)
    {
        await using var server =
            await InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore().WithTools<WaitingTools>(), era);
        var session = await new ToolSessions(memory.Store).CreateAsync(new Tally(7));
        var held = await session.LockAsync();
        var progress = new ProgressRecorder();

        var call = server.Client.CallToolAsync("count", Arguments(session), progress).AsTask();
        await progress.First;
        await held.DisposeAsync();

        Assert.Equal("8", (await call).Text());
        Assert.StartsWith("Waiting for the session, ", progress.Heard.First().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserSessionLock_HeldElsewhere_CallerHearsToo()
    {
        await using var hosts = await StartAsync();
        var held = await new UserSession<Prefs>(memory.Store, UserOf(_alice)).LockAsync();
        await using var client = await hosts.ConnectAsync(1, _alice, ProtocolEras.Stateless);
        var progress = new ProgressRecorder();

        var call = client.CallToolAsync("hold_prefs", null, progress).AsTask();
        await progress.First;
        await held.DisposeAsync();

        Assert.Equal("none", (await call).Text());
    }

    [Fact]
    public async Task Lock_Free_CallerHearsOnlyWhatTheToolSays()
    {
        await using var hosts = await StartAsync();
        var session = await new ToolSessions(memory.Store, UserOf(_alice)).CreateAsync(new Tally(7));
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);
        var progress = new ProgressRecorder();

        await client.CallToolAsync("hold", Arguments(session), progress);

        Assert.All(progress.Heard, value => Assert.Equal("working", value.Message));
    }

    private static string UserOf(string name) => $"{Uri.EscapeDataString("https://issuer.test")}|{name}";

    private static Dictionary<string, object?> Arguments(ToolSession<Tally> session) => new() { ["tally"] = session.Handle };

    private Task<HttpHosts> StartAsync(HttpServerSessionMode mode = HttpServerSessionMode.Stateless) =>
        HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<WaitingTools>(), mode);
}
