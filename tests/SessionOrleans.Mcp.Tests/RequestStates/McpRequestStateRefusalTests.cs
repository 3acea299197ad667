using System.Text.Json.Nodes;
using ModelContextProtocol;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>Whatever is done with a state that is not what it was made for: the same refusal, and nothing happens.</summary>
public sealed class McpRequestStateRefusalTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "-32602: The requestState is not valid for this call: it expired, was used already, or belongs to another call. Call again from " +
        "the start, without requestState and inputResponses.";

    private readonly TestClock _clock = new();
    private readonly RawCall _call = new("empty_bin", new() { ["bin"] = "a" })
    {
        User = $"alice-{Guid.NewGuid():N}",
        InputResponses = new() { ["sure"] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject() } },
    };

    [Fact]
    public async Task State_UsedAgain_IsRefusedOnEveryHost()
    {
        await using var hosts = await StartAsync();
        var answer = _call with { RequestState = await _call.BeginAsync(hosts.Endpoints[0]) };

        Assert.Equal("Done: plan for a", await answer.AskAsync(hosts.Endpoints[1]));

        Assert.Equal(Refusal, await answer.AskAsync(hosts.Endpoints[1]));
        Assert.Equal(Refusal, await answer.AskAsync(hosts.Endpoints[0]));
    }

    [Theory]
    [InlineData("empty_bin")]
    [InlineData("empty_large_bin")]
    public async Task State_UsedManyTimesAtOnceOnTwoHosts_IsGoodOnce(string tool)
    {
        await using var hosts = await StartAsync();
        var begun = _call with { Tool = tool };
        var answer = begun with { RequestState = await begun.BeginAsync(hosts.Endpoints[0]) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => answer.AskAsync(hosts.Endpoints[i % 2])));

        Assert.Equal(31, answers.Count(text => text == Refusal));
    }

    [Fact]
    public async Task State_OfAnotherUser_IsRefusedAndStaysTheirs()
    {
        await using var hosts = await StartAsync();
        var answer = _call with { RequestState = await _call.BeginAsync(hosts.Endpoints[0]) };

        Assert.Equal(Refusal, await (answer with { User = "mallory" }).AskAsync(hosts.Endpoints[0]));
        Assert.Equal(Refusal, await (answer with { User = null }).AskAsync(hosts.Endpoints[1]));

        Assert.Equal("Done: plan for a", await answer.AskAsync(hosts.Endpoints[1]));
    }

    [Fact]
    public async Task State_OfAnAnonymousCaller_IsRefusedToUsers()
    {
        await using var hosts = await StartAsync();
        var anonymous = _call with { User = null };
        var answer = anonymous with { RequestState = await anonymous.BeginAsync(hosts.Endpoints[0]) };

        Assert.Equal(Refusal, await (answer with { User = "mallory" }).AskAsync(hosts.Endpoints[0]));
        Assert.Equal("Done: plan for a", await answer.AskAsync(hosts.Endpoints[1]));
    }

    [Fact]
    public async Task State_OfAnotherToolOrOtherArguments_IsRefused()
    {
        await using var hosts = await StartAsync();
        var answer = _call with { RequestState = await _call.BeginAsync(hosts.Endpoints[0]) };

        Assert.Equal(Refusal, await (answer with { Tool = "empty_other_bin" }).AskAsync(hosts.Endpoints[0]));
        Assert.Equal(Refusal, await (answer with { Arguments = new() { ["bin"] = "b" } }).AskAsync(hosts.Endpoints[0]));
        Assert.Equal(Refusal, await (answer with { Arguments = new() { ["bin"] = "a", ["more"] = true } }).AskAsync(hosts.Endpoints[0]));
    }

    [Fact]
    public async Task State_Changed_IsRefused()
    {
        await using var hosts = await StartAsync();
        var state = await _call.BeginAsync(hosts.Endpoints[0]);

        JsonNode[] changed =
        [
            state[..^1], state + "A", state.ToLowerInvariant(), new string([.. state.Reverse()]), "", "x",
            """{"secret":"mine"}""", new string('A', 100_000), 7, true,
            $"{(state[0] == 'A' ? 'B' : 'A')}{state[1..]}", $"{state[..20]}{(state[20] == 'A' ? 'B' : 'A')}{state[21..]}",
        ];
        foreach (var sent in changed)
        {
            // What is no string is refused by the SDK already.
            var answer = await (_call with { RequestState = sent }).SendAsync(hosts.Endpoints[0]);
            var isString = sent.GetValueKind() is System.Text.Json.JsonValueKind.String;
            Assert.True(
                answer["error"] is { } error && (!isString || $"{error["code"]}: {error["message"]}" == Refusal), answer.ToJsonString());
        }
    }

    [Theory]
    [InlineData("empty_bin")]
    [InlineData("empty_large_bin")]
    public async Task State_Expired_IsRefused(string tool)
    {
        await using var hosts = await StartAsync();
        var begun = _call with { Tool = tool };
        var answer = begun with { RequestState = await begun.BeginAsync(hosts.Endpoints[0]) };

        _clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        Assert.Equal(Refusal, await answer.AskAsync(hosts.Endpoints[1]));
    }

    [Fact]
    public async Task State_UsedAndPresentedAgainOnAHostWhoseClockIsBehind_IsRefused()
    {
        await using var hosts = await StartAsync();
        await using var behind = await HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<BinTools>());
        _clock.Advance(TimeSpan.FromMinutes(5));
        var answer = _call with { RequestState = await _call.BeginAsync(hosts.Endpoints[0]) };
        Assert.Equal("Done: plan for a", await answer.AskAsync(hosts.Endpoints[0]));

        Assert.Equal(Refusal, await answer.AskAsync(behind.Endpoints[0]));
    }

    [Fact]
    public async Task State_OfAnotherStore_IsRefused()
    {
        var other = new MemoryStore();
        await other.InitializeAsync();
        await using var hosts = await StartAsync();
        await using (var others = await HttpHosts.StartAsync(other.Store, builder => builder.WithTools<BinTools>()))
        {
            await _call.BeginAsync(hosts.Endpoints[0]);
            var answer = _call with { RequestState = await _call.BeginAsync(others.Endpoints[0]) };

            Assert.Equal(Refusal, await answer.AskAsync(hosts.Endpoints[0]));
        }

        await other.DisposeAsync();
    }

    [Theory]
    [InlineData("prompts/get", """{"name":"about_bin","arguments":{"bin":"a"},"requestState":"forged"}""")]
    [InlineData("resources/read", """{"uri":"bin://a","requestState":"forged"}""")]
    public async Task State_ForgedForAPromptOrAResource_IsRefusedAlike(string method, string parameters)
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, null, ProtocolEras.Stateless);

        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => client.SendRequestAsync(
            new JsonRpcRequest { Method = method, Params = JsonNode.Parse(parameters) }));

        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
        Assert.EndsWith(Refusal["-32602: ".Length..], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithoutAState_IsAskedForAgain()
    {
        await using var hosts = await StartAsync();

        // It says yes before it was asked.
        Assert.NotEmpty(await _call.BeginAsync(hosts.Endpoints[0]));
    }

    [Fact]
    public async Task Keys_InTheStore_AreReachedByNoHandle()
    {
        await using var hosts = await StartAsync();
        await _call.BeginAsync(hosts.Endpoints[0]);

        Assert.NotNull(await OwnRecords.Use(() => memory.Store.GetInfoAsync(ReservedIds.RequestStateKeys)));
        Assert.False(char.IsAsciiLetterLower(ReservedIds.RequestStateKeys[0]));
    }

    private Task<HttpHosts> StartAsync(Action<SessionToolsOptions>? tools = null) =>
        HttpHosts.StartAsync(
            memory.Store, builder => builder.WithTools<BinTools>().WithPrompts<BinPrompts>().WithResources<BinPrompts>(),
            time: _clock, tools: tools);
}
