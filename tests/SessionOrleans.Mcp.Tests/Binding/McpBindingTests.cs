using Microsoft.Extensions.Options;
using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Binding;

public sealed class McpBindingTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Call_WithHandlesFromAnEarlierCall_WorksOnTheirSessions(string era)
    {
        await using var server = await StartAsync(era);
        var (tally, memo) = await OpenAsync(server);

        await server.Client.CallToolAsync("count", Arguments(("tally", tally)));
        await server.Client.CallToolAsync("count", Arguments(("tally", tally)));
        var answer = await server.Client.CallToolAsync("both", Arguments(("tally", tally), ("memo", memo), ("suffix", "!")));

        Assert.Equal("hello 2!", answer.Text());
    }

    [Fact]
    public async Task Call_WithoutAnOptionalSession_RunsWithoutIt()
    {
        await using var server = await StartAsync();

        Assert.Equal("none", (await server.Client.CallToolAsync("perhaps")).Text());
        Assert.Equal("none", (await server.Client.CallToolAsync("perhaps", Arguments(("tally", null)))).Text());
    }

    [Fact]
    public async Task Call_WithAnOptionalSession_WorksOnIt()
    {
        await using var server = await StartAsync();
        var (tally, _) = await OpenAsync(server);

        Assert.Equal("0", (await server.Client.CallToolAsync("perhaps", Arguments(("tally", tally)))).Text());
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Schema_OfASessionParameter_IsARequiredStringWithADescription(string era)
    {
        await using var server = await StartAsync(era);

        var schema = await SchemaAsync(server, "both");

        Assert.Equal(["tally", "memo", "suffix"], Names(schema.GetProperty("required")));
        Assert.Equal(
            """{"type":"string","description":"Which tally."}""", schema.GetProperty("properties").GetProperty("tally").GetRawText());
        Assert.Equal(
            """{"type":"string","description":"The handle of the memo, as the tool that opened it returned it."}""",
            schema.GetProperty("properties").GetProperty("memo").GetRawText());
    }

    [Fact]
    public async Task Schema_OfAnOptionalSession_AllowsNull()
    {
        await using var server = await StartAsync();

        var schema = await SchemaAsync(server, "perhaps");

        Assert.False(schema.TryGetProperty("required", out _));
        Assert.Equal(["string", "null"], Names(schema.GetProperty("properties").GetProperty("tally").GetProperty("type")));
    }

    [Fact]
    public async Task Schema_OfWhatTheServerSupplies_DoesNotShowIt()
    {
        await using var server = await StartAsync();

        var schema = await SchemaAsync(server, "open");

        Assert.Equal("{}", schema.GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task Schema_OfAToolAddedWhileTheServerRuns_DeclaresItToo()
    {
        await using var server = await StartAsync();
        var late = McpServerTool.Create(
            async (ToolSession<Memo> memo, CancellationToken ct) =>
                (await memo.GetAsync(ct)).Text, new() { Name = "late", Services = server.Services });
        server.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!.Add(late);

        var schema = await SchemaAsync(server, "late");

        Assert.Equal("string", schema.GetProperty("properties").GetProperty("memo").GetProperty("type").GetString());
    }

    private static Dictionary<string, object?> Arguments(params (string Name, object? Value)[] arguments) =>
        arguments.ToDictionary(argument => argument.Name, argument => argument.Value);

    private static string[] Names(JsonElement array) => [.. array.EnumerateArray().Select(name => name.GetString()!)];

    private static async Task<(string Tally, string Memo)> OpenAsync(InProcessServer server)
    {
        using var opened = JsonDocument.Parse((await server.Client.CallToolAsync("open")).Text());
        return (opened.RootElement.GetProperty("tally").GetString()!, opened.RootElement.GetProperty("memo").GetString()!);
    }

    private static async Task<JsonElement> SchemaAsync(InProcessServer server, string tool) =>
        (await server.Client.ListToolsAsync()).Single(listed => listed.Name == tool).JsonSchema;

    private Task<InProcessServer> StartAsync(string era = ProtocolEras.Stateless) =>
        InProcessServer.StartAsync(memory.Store, server => server.WithSessionStore().WithTools<TallyTools>(), era);
}
