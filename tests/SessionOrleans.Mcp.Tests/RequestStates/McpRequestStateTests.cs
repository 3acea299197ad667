using System.Collections.Concurrent;
using ModelContextProtocol.AspNetCore;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>Calls that go on where another host left off, with the SDK's client, whose requests go to two hosts in turn.</summary>
public sealed class McpRequestStateTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private static readonly Dictionary<string, object?> BinA = new() { ["bin"] = "a" };

    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<string> _asked = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_AnsweredOnAnotherHost_GoesOnWithItsState(bool signedIn)
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(signedIn ? _alice : null, ProtocolEras.Stateless, Answering());

        // Two requests a call: each call begins on one host and ends on the other.
        Assert.Equal("Done: plan for a", (await client.CallToolAsync("empty_bin", BinA)).Text());
        Assert.Equal("Done: plan for a", (await client.CallToolAsync("empty_bin", BinA)).Text());
        Assert.Equal(["Empty a?", "Empty a?"], _asked);
    }

    [Fact]
    public async Task Call_Declined_HearsSo()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless, Answering("decline"));

        Assert.Equal("Left alone.", (await client.CallToolAsync("empty_bin", BinA)).Text());
    }

    [Fact]
    public async Task Call_LargeState_StaysInTheStoreAndIsGoneAfterwards()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless, Answering());

        var state = await new RawCall("empty_large_bin", new() { ["bin"] = "a" }) { User = _alice }.BeginAsync(hosts.Endpoints[0]);
        Assert.InRange(state.Length, 1, 200);
        Assert.Single(await KeptAsync());

        Assert.Equal("100002", await new RawCall(
            "empty_large_bin", new() { ["bin"] = "a" }) { User = _alice, RequestState = state }.AskAsync(hosts.Endpoints[1]));
        Assert.Empty(await KeptAsync());
        Assert.Equal("100002", (await client.CallToolAsync("empty_large_bin", BinA)).Text());
    }

    [Fact]
    public async Task Call_ThreeRounds_CarriesTheStateThroughAll()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless, Answering(name: "x"));

        Assert.Equal("/x/x/3", (await client.CallToolAsync("three_rounds")).Text());
    }

    [Fact]
    public async Task Call_StateWithoutQuestions_IsCalledAgain()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(null, ProtocolEras.Stateless);

        Assert.Equal("later", (await client.CallToolAsync("later")).Text());
    }

    [Theory]
    [InlineData(HttpServerSessionMode.Stateful)]
    [InlineData(HttpServerSessionMode.StatefulForInitializeClients)]
    public async Task Call_OlderClientWithATransportSession_IsAskedWithinTheCall(HttpServerSessionMode mode)
    {
        await using var hosts = await StartAsync(mode);
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Handshake, Answering(name: "x"));

        Assert.Equal("Done: plan for a", (await client.CallToolAsync("empty_bin", BinA)).Text());
        Assert.Equal("/x/x/3", (await client.CallToolAsync("three_rounds")).Text());
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Call_OverAPipe_IsAsked(string era)
    {
        await using var server = await InProcessServer.StartAsync(
            memory.Store, builder => builder.WithSessionStore().WithTools<BinTools>(), era, handlers: Answering());

        Assert.Equal("Done: plan for a", (await server.Client.CallToolAsync("empty_bin", BinA)).Text());
    }

    [Fact]
    public async Task Call_OlderClientWithoutASession_HearsWhatItTakes()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Handshake, Answering());

        Assert.Contains("2026-07-28", (await client.CallToolAsync("empty_bin", BinA)).ErrorText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ClientThatDeclaresNoElicitation_IsNotAsked()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);

        Assert.Contains("elicitation/create", (await client.CallToolAsync("empty_bin", BinA)).ErrorText(), StringComparison.Ordinal);
        Assert.Contains("sampling/createMessage", (await client.CallToolAsync("oracle")).ErrorText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_AnsweredOnAnotherHost_GoesOnWithItsState()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless, Answering());

        var prompt = await client.GetPromptAsync("about_bin", BinA);

        Assert.Equal("Tell me about a.", Assert.IsType<TextContentBlock>(Assert.Single(prompt.Messages).Content).Text);
    }

    [Fact]
    public async Task Schema_OfAToolWithAState_DoesNotShowIt()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, null, ProtocolEras.Stateless);

        var schema = (await client.ListToolsAsync()).Single(tool => tool.Name == "empty_bin").JsonSchema;

        Assert.Equal(["bin"], schema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }

    private McpClientHandlers Answering(string action = "accept", string? name = null) => new()
    {
        ElicitationHandler = (request, _) =>
        {
            _asked.Enqueue(request!.Message);
            var content = name is null
                ? null
                : new Dictionary<string, JsonElement> { ["name"] = JsonSerializer.SerializeToElement(name) };
            return ValueTask.FromResult(new ElicitResult { Action = action, Content = content });
        },
    };

    private async Task<List<string>> KeptAsync()
    {
        var owner = new SessionUser($"{Uri.EscapeDataString("https://issuer.test")}|{_alice}").Owner!;
        return (await OwnRecords.Use(() => memory.Store.Directory.ListOwnedAsync(owner).ToListAsync())).ConvertAll(session => session.Id);
    }

    private Task<HttpHosts> StartAsync(HttpServerSessionMode mode = HttpServerSessionMode.Stateless) =>
        HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<BinTools>().WithPrompts<BinPrompts>(), mode);
}
