using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Binding;

/// <summary>What can go wrong where sessions are bound to parameters.</summary>
public sealed class McpBindingFaultTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task GeneratedMetadata_ThatKnowsNoSession_BindsItAllTheSame()
    {
        var tally = await OpenAsync(3);
        await using var server = await StartAsync(builder => builder.WithTools<PlainTools>(PlainJson.Default.Options));

        var answer = await server.Client.CallToolAsync("add", Arguments(("tally", tally.Handle), ("by", 4)));
        var listed = Assert.Single(await server.Client.ListToolsAsync(), tool => tool.Name == "add").JsonSchema;

        Assert.Equal("7", answer.Text());
        Assert.Equal("string", listed.GetProperty("properties").GetProperty("tally").GetProperty("type").GetString());
        Assert.Equal(["tally", "by"], listed.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task MixedUp_SessionsOfOneType_AreEachWhatItsArgumentNames()
    {
        var (first, second, third) = (await OpenAsync(1), await OpenAsync(2), await OpenAsync(3));
        await using var server = await StartAsync(builder => builder.WithTools<PlainTools>());

        var arguments = Arguments(("third", third.Handle), ("first", first.Handle), ("between", "x"));
        Assert.Equal("1x-3", (await server.Client.CallToolAsync("three", arguments)).Text());

        arguments["second"] = second.Handle;
        Assert.Equal("1x23", (await server.Client.CallToolAsync("three", arguments)).Text());
    }

    [Fact]
    public async Task MixedUp_AFilterCallsAgainAfterABindingFailed_AreEachWhatItsArgumentNames()
    {
        var (first, third) = (await OpenAsync(1), await OpenAsync(3));
        await using var server = await StartAsync(builder => builder.WithTools<PlainTools>().WithRequestFilters(filters =>
            filters.AddCallToolFilter(next => async (context, ct) =>
            {
                // "between" is no text, so binding fails after the first session; then it is mended and called again.
                await Assert.ThrowsAnyAsync<Exception>(async () => await next(context, ct));
                context.Params!.Arguments!["between"] = JsonSerializer.SerializeToElement("x");
                return await next(context, ct);
            })));

        var answer = await server.Client.CallToolAsync(
            "three", Arguments(("third", third.Handle), ("first", first.Handle), ("between", new Dictionary<string, int> { ["no"] = 1 })));

        Assert.Equal("1x-3", answer.Text());
    }

    [Fact]
    public async Task SessionInAConstructor_OfAToolClass_IsRefusedAndLogged()
    {
        var tally = await OpenAsync(1);
        using var log = new LogRecorder();
        await using var server = await StartAsync(builder => builder.WithTools<GreedyTools>(), log);

        var answer = await server.Client.CallToolAsync("greedy", Arguments(("tally", tally.Handle)));

        Assert.True(answer.IsError);
        Assert.Contains(log.Entries, entry => entry.Exception?.Message.Contains("take IToolSessions", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task SessionInAResult_InsteadOfItsHandle_StopsTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(builder => builder.WithTools<ReturningTools>()));

        Assert.Contains("its Handle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionInAResource_WhoseUriHoldsText_StopsTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync(builder => builder.WithResources<TallyResources>()));

        Assert.Contains("Open<T>(handle)", error.Message, StringComparison.Ordinal);
        Assert.Contains("test://tallies/{tally}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotDeclared_SessionOfAPrompt_IsAnArgumentInItsPlace()
    {
        var tally = await OpenAsync(5);
        await using var server = await StartAsync(builder => builder.WithPrompts<TallyPrompts>());

        var listed = Assert.Single(await server.Client.ListPromptsAsync()).ProtocolPrompt;
        var prompt = await server.Client.GetPromptAsync("say", Arguments(("greeting", "Now"), ("tally", tally.Handle)));

        Assert.Equal(
            [("greeting", true), ("tally", true), ("mark", false)], listed.Arguments!.Select(one => (one.Name, one.Required is true)));
        Assert.Equal("Now 5.", Assert.IsType<TextContentBlock>(Assert.Single(prompt.Messages).Content).Text);
    }

    [Fact]
    public async Task TwoTypesOfOneKind_AmongAHostsTools_StopTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAsync(builder => builder.WithTools<PlainTools>().WithTools<OtherTallyTools>()));

        Assert.Contains("'tally'", error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Tally).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(OtherTally).FullName!, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> Arguments(params (string Name, object? Value)[] arguments) =>
        arguments.ToDictionary(argument => argument.Name, argument => argument.Value);

    private Task<ToolSession<Tally>> OpenAsync(int count) => new ToolSessions(memory.Store).CreateAsync(new Tally(count));

    private Task<InProcessServer> StartAsync(Action<IMcpServerBuilder> configure, LogRecorder? log = null) =>
        InProcessServer.StartAsync(memory.Store, server => configure(server.WithSessionStore()), log: log);

    [SessionKind("tally")]
    private sealed record OtherTally
    {
        public int Sum { get; init; }
    }

    private sealed class PlainTools
    {
        [McpServerTool]
        public static async Task<string> Add(ToolSession<Tally> tally, int by, CancellationToken ct) =>
            $"{(await tally.UpdateAsync(value => new(value.Count + by), ct)).Count}";

        [McpServerTool]
        public static async Task<string> Three(
            ToolSession<Tally> first,
            string between,
            ToolSession<Tally> third,
            ToolSession<Tally>? second = null,
            CancellationToken ct = default)
        {
            var inBetween = second is null ? "-" : $"{(await second.GetAsync(ct)).Count}";
            return $"{(await first.GetAsync(ct)).Count}{between}{inBetween}{(await third.GetAsync(ct)).Count}";
        }
    }

    private sealed class GreedyTools(ToolSession<Tally> taken)
    {
        [McpServerTool]
        public string Greedy(ToolSession<Tally> tally) => $"{taken.Handle} {tally.Handle}";
    }

    private sealed class ReturningTools
    {
        [McpServerTool]
        public static ToolSession<Tally> Same(ToolSession<Tally> tally) => tally;
    }

    private sealed class OtherTallyTools
    {
        [McpServerTool]
        public static string Other(UserSession<OtherTally> other) => other.Id;
    }

    private sealed class TallyResources
    {
        [McpServerResource(UriTemplate = "test://tallies/{tally}")]
        public static string Tally(ToolSession<Tally> tally) => tally.Handle;
    }

    private sealed class TallyPrompts
    {
        [McpServerPrompt]
        public static async Task<string> Say(string greeting, ToolSession<Tally> tally, CancellationToken ct, string mark = ".") =>
            $"{greeting} {(await tally.GetAsync(ct)).Count}{mark}";
    }
}
