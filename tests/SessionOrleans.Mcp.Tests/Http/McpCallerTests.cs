using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;

namespace SessionOrleans.Mcp.Tests.Http;

/// <summary>Who calls decides what is found, over real HTTP, on two hosts, in every era and mode.</summary>
public sealed class McpCallerTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "Unknown or expired tally handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";

    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly string _bob = $"bob-{Guid.NewGuid():N}";

    public static TheoryData<string, HttpServerSessionMode> Eras => new()
    {
        { ProtocolEras.Stateless, HttpServerSessionMode.Stateless },
        { ProtocolEras.Stateless, HttpServerSessionMode.StatefulForInitializeClients },
        { ProtocolEras.Handshake, HttpServerSessionMode.Stateless },
        { ProtocolEras.Handshake, HttpServerSessionMode.StatefulForInitializeClients },
        { ProtocolEras.Handshake, HttpServerSessionMode.Stateful },
    };

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Handle_OfAUser_OpensOnEveryHostForThatUserAlone(string era, HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);
        var handle = await hosts.AskAsync(0, _alice, era, "open");

        Assert.Equal("1", await hosts.AskAsync(1, _alice, era, "count", ("tally", handle)));
        Assert.Equal("2", await hosts.AskAsync(0, _alice, era, "count", ("tally", handle)));
        foreach (var thief in new[] { _bob, null })
        {
            foreach (var tool in new[] { "count", "hold" })
                Assert.Equal(Refusal, await hosts.FailAsync(1, thief, era, tool, ("tally", handle)));
            Assert.Equal(Refusal, await hosts.FailAsync(1, thief, era, "count_all", ("tallies", new[] { handle })));
        }

        Assert.Equal(Refusal, await hosts.FailAsync(1, _alice, era, "count", ("tally", "tally_AAAAAAAAAAAAAAAAAAAAAA")));
        Assert.Equal("2", await hosts.AskAsync(1, _alice, era, "count_all", ("tallies", new[] { handle })));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Handle_OfAnAnonymousCaller_OpensForAnonymousCallers(string era, HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);
        var handle = await hosts.AskAsync(0, null, era, "open");

        Assert.Equal("1", await hosts.AskAsync(1, null, era, "count", ("tally", handle)));
        Assert.Equal(Refusal, await hosts.FailAsync(1, _alice, era, "count", ("tally", handle)));
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task List_OfAUser_ShowsTheirOwnOnEveryHost(string era, HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);
        var handles = new[] { await hosts.AskAsync(0, _alice, era, "open"), await hosts.AskAsync(1, _alice, era, "open") };
        await hosts.AskAsync(0, _alice, era, "open_memo", ("text", "other kind"));
        await hosts.AskAsync(0, _bob, era, "open");

        Assert.Equal(string.Join(' ', handles.Order(StringComparer.Ordinal)), await hosts.AskAsync(1, _alice, era, "mine"));
        Assert.Contains("Sign in", await hosts.FailAsync(0, null, era, "mine"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task UserSession_OfTwoUsers_AreTwoOnEveryHost(string era, HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);

        Assert.Equal("1", await hosts.AskAsync(0, _alice, era, "paint", ("colour", "red")));
        Assert.Equal("1", await hosts.AskAsync(0, _bob, era, "paint", ("colour", "blue")));
        Assert.Equal("2", await hosts.AskAsync(1, _alice, era, "paint", ("colour", "green")));

        Assert.Equal("green", await hosts.AskAsync(0, _alice, era, "colour"));
        Assert.Equal("blue", await hosts.AskAsync(1, _bob, era, "colour"));
        Assert.Equal("This is for signed-in users, and the call came without a sign-in. Sign in and call again.", await hosts.FailAsync(
            0, null, era, "colour"));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task UserSession_NamedInTheArguments_IsTheCallersAllTheSame(string era)
    {
        await using var hosts = await StartAsync();
        await hosts.AskAsync(0, _bob, era, "paint", ("colour", "blue"));

        var answer = await hosts.AskAsync(0, _alice, era, "colour", ("prefs", _bob), ("user", _bob), ("sub", _bob));

        Assert.Equal("none", answer);
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Schema_OfWhatComesWithTheSignIn_DoesNotShowIt(string era)
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, era);

        var tools = (await client.ListToolsAsync()).ToDictionary(tool => tool.Name, tool => tool.JsonSchema.GetProperty("properties"));

        Assert.Equal("{}", tools["colour"].GetRawText());
        Assert.Equal("{}", tools["who_am_i"].GetRawText());
        Assert.Equal(["colour"], tools["paint"].EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Resource_OfAUser_IsReadByThatUserAlone(string era)
    {
        await using var hosts =
            await HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<CallerTools>().WithResources<CallerResources>());
        var uri = $"memo://{await hosts.AskAsync(0, _alice, era, "open_memo", ("text", "mine"))}";
        await hosts.AskAsync(0, _alice, era, "paint", ("colour", "red"));
        await using var alice = await hosts.ConnectAsync(1, _alice, era);
        await using var bob = await hosts.ConnectAsync(1, _bob, era);
        await using var nobody = await hosts.ConnectAsync(1, null, era);

        Assert.Equal("mine", await ReadAsync(alice, uri));
        Assert.Equal("red", await ReadAsync(alice, "prefs://mine"));
        Assert.Equal("none", await ReadAsync(bob, "prefs://mine"));
        foreach (var thief in new[] { bob, nobody })
            Assert.Contains("Unknown or expired memo handle", (
                await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(thief, uri))).Message, StringComparison.Ordinal);
        Assert.Contains("Sign in", (
            await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(nobody, "prefs://mine"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserId_OfTheApplicationsOwn_DecidesWhoIsWho()
    {
        await using var hosts = await HttpHosts.StartAsync(
            memory.Store, builder => builder.WithTools<CallerTools>(), tools: options =>
                options.UserId = principal => principal?.FindFirst("sub")?.Value.Split('-')[0]);

        Assert.Equal("alice", await hosts.AskAsync(0, _alice, ProtocolEras.Stateless, "who_am_i"));
        Assert.Equal("nobody", await hosts.AskAsync(0, null, ProtocolEras.Stateless, "who_am_i"));
    }

    /// <summary>Taken for anonymous, whoever signed in would open what anonymous callers have, and each other's.</summary>
    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task UserId_RuleThatFindsNothing_LetsNobodyWhoSignedInBeAnonymous(string era)
    {
        await using var hosts = await HttpHosts.StartAsync(
            memory.Store, builder => builder.WithTools<CallerTools>(), tools: options =>
                options.UserId = principal => principal?.FindFirst("oid")?.Value);
        var handle = await hosts.AskAsync(0, null, era, "open");

        foreach (var user in new[] { _alice, _bob })
        {
            foreach (var tool in new[] { "open", "colour", "who_am_i" })
                Assert.Contains("SessionToolsOptions.UserId", await hosts.FailAsync(0, user, era, tool), StringComparison.Ordinal);
            Assert.Contains(
                "SessionToolsOptions.UserId", await hosts.FailAsync(1, user, era, "count", ("tally", handle)), StringComparison.Ordinal);
        }

        Assert.Equal("1", await hosts.AskAsync(1, null, era, "count", ("tally", handle)));
    }

    [Fact]
    public async Task SixtyFourCallsOfAUserOnTwoHosts_LoseNone()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(
            _ => client.CallToolAsync("paint", new Dictionary<string, object?> { ["colour"] = "red" }).AsTask()));

        Assert.Equal("65", (await client.CallToolAsync("paint", new Dictionary<string, object?> { ["colour"] = "red" })).Text());
    }

    private Task<HttpHosts> StartAsync(HttpServerSessionMode mode = HttpServerSessionMode.Stateless) =>
        HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<CallerTools>(), mode);

    private static async Task<string> ReadAsync(McpClient client, string uri) =>
        Assert.IsType<ModelContextProtocol.Protocol.TextResourceContents>(
            Assert.Single((await client.ReadResourceAsync(uri)).Contents)).Text;
}
