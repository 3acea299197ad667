using Microsoft.Extensions.Options;

namespace SessionOrleans.Mcp.Tests.Lifecycle;

/// <summary>The tools of <c>WithSessionTools</c>, over real HTTP, on one host and on two.</summary>
public sealed class McpSessionToolsTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "Unknown or expired draft handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";

    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly string _bob = $"bob-{Guid.NewGuid():N}";

    public static TheoryData<string> Eras => ProtocolEras.Both;

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Tools_OneHost_CreateListAndEnd(string era)
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, era);

        await LiveAsync(client);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Tools_TwoHostsInTurn_CreateListAndEnd(string era)
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, era);

        await LiveAsync(client);
    }

    [Fact]
    public async Task List_OfAUser_ShowsTheirOwnAndNobodyElses()
    {
        await using var hosts = await StartAsync();
        await using var alice = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);
        await using var bob = await hosts.ConnectAsync(1, _bob, ProtocolEras.Stateless);
        var hers = await CreateAsync(alice);
        await CreateAsync(bob);

        Assert.Equal([hers], await ListAsync(alice));
        Assert.Equal(Refusal, await hosts.FailAsync(1, _bob, ProtocolEras.Stateless, "end_draft", ("draft", hers)));
        Assert.Equal(Refusal, await hosts.FailAsync(1, null, ProtocolEras.Stateless, "end_draft", ("draft", hers)));
        Assert.Equal([hers], await ListAsync(alice));
    }

    [Fact]
    public async Task List_ByPages_ShowsEachOnce()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectToAllAsync(_alice, ProtocolEras.Stateless);
        var handles = new List<string>();
        for (var i = 0; i < 120; i++)
            handles.Add((await new ToolSessions(memory.Store, SignedIn(_alice)).CreateAsync(new Draft())).Handle);

        var (seen, cursor, pages) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = (await client.CallToolAsync("list_drafts", new Dictionary<string, object?> { ["cursor"] = cursor }))
                .StructuredContent!.Value;
            seen.AddRange(page.GetProperty("drafts").EnumerateArray().Select(one => one.GetProperty("draft").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(handles.Order(), seen.Order());
        Assert.InRange(pages, 2, 20);
    }

    [Fact]
    public async Task Calls_WithWhatIsNone_AreRefused()
    {
        await using var hosts = await StartAsync();

        Assert.Contains("Sign in", await hosts.FailAsync(0, null, ProtocolEras.Stateless, "list_drafts"), StringComparison.Ordinal);
        Assert.Equal(Refusal, await hosts.FailAsync(0, _alice, ProtocolEras.Stateless, "end_draft"));
        Assert.Equal(Refusal, await hosts.FailAsync(0, _alice, ProtocolEras.Stateless, "end_draft", ("draft", 7)));
        Assert.Equal(Refusal, await hosts.FailAsync(0, _alice, ProtocolEras.Stateless, "end_draft", ("draft", "draft_x")));
        var refused = await hosts.FailAsync(0, _alice, ProtocolEras.Stateless, "list_drafts", ("cursor", "none"));
        Assert.Contains("cursor", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToolList_WhoeverCallsAndWhateverTheyDid_IsTheSame()
    {
        await using var hosts = await StartAsync();
        await using var alice = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);
        await using var nobody = await hosts.ConnectAsync(1, null, ProtocolEras.Stateless);
        var before = await ToolsAsync(alice);
        await CreateAsync(alice);

        Assert.Equal(before, await ToolsAsync(alice));
        Assert.Equal(before, await ToolsAsync(nobody));
    }

    [Theory]
    [InlineData(null, null, null, "ends 1 hour after the last write")]
    [InlineData("7.00:00:00", null, null, "ends 7 days after the last write")]
    [InlineData("00:30:00", true, "12:00:00", "ends 30 minutes after it was last used, and at the latest 12 hours after it was created")]
    [InlineData("00:01:30", false, null, "ends 90 seconds after the last write")]
    [InlineData("-00:00:00.001", null, "1.00:00:00", "ends 1 day after it was created")]
    [InlineData("-00:00:00.001", null, null, "lives until it is ended")]
    public async Task Descriptions_OfWhatCreatesItAndOfItsHandle_SayHowLongItLives(string? life, bool? sliding, string? cap, string says)
    {
        await using var server = await InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore()
            .WithSessionTools<Draft>(configure: draft =>
            {
                draft.Description = "Keeps a text.";
                draft.TimeToLive = life is null ? null : TimeSpan.Parse(life, null);
                draft.Sliding = sliding;
                if (cap is not null)
                    draft.MaxLifetime = TimeSpan.Parse(cap, null);
            })
            .WithTools<DraftTools>());
        var tools = (await server.Client.ListToolsAsync()).ToDictionary(tool => tool.Name);

        Assert.Equal(
            $"Creates a draft and returns its handle, which other tools take. It {says}. Keeps a text.", tools["create_draft"].Description);
        Assert.Equal($"The handle of the draft. It {says}.", Described(tools["end_draft"].JsonSchema, "draft"));
        Assert.Equal(
            $"The handle of the draft, as the tool that opened it returned it. It {says}.", Described(tools["write"].JsonSchema, "draft"));
        Assert.Equal("Which draft.", Described(tools["read"].JsonSchema, "draft"));
        Assert.Equal(
            "The handle of the tally, as the tool that opened it returned it.", Described(tools["count"].JsonSchema, "tally"));
    }

    [Fact]
    public async Task Lifetime_OfWhatIsCreated_IsAsTheOptionsSay()
    {
        await using var hosts = await StartAsync(draft =>
        {
            draft.TimeToLive = TimeSpan.FromMinutes(10);
            draft.Sliding = true;
            draft.MaxLifetime = TimeSpan.FromMinutes(12);
        });
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);
        var session = new ToolSession<Draft>(memory.Store, await CreateAsync(client), SignedIn(_alice));

        var info = (await memory.Store.GetInfoAsync(session.Id))!;

        Assert.Equal(TimeSpan.FromMinutes(10), info.TimeToLive);
        Assert.True(info.ExpiresAt - info.CreatedAt <= TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task Results_WithHandles_AreMarked()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0, _alice, ProtocolEras.Stateless);

        foreach (var tool in new[] { "create_draft", "list_drafts" })
        {
            var result = await client.CallToolAsync(tool);
            Assert.Equal("draft", (string?)result.Meta!["sessionorleans/handle"]);
            using var text = JsonDocument.Parse(result.Text());
            Assert.True(JsonElement.DeepEquals(result.StructuredContent!.Value, text.RootElement));
        }

        var listed = (await client.ListToolsAsync()).ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);
        Assert.Equal("draft", (string?)listed["create_draft"].Meta!["sessionorleans/handle"]);
        Assert.Null(listed["end_draft"].Meta);
        Assert.True(listed["list_drafts"].Annotations!.ReadOnlyHint);
        Assert.True(listed["end_draft"].Annotations!.DestructiveHint);
        Assert.False(listed["create_draft"].Annotations!.DestructiveHint);
    }

    [Fact]
    public async Task Names_GivenByTheServer_AreThoseOfToolsAndArguments()
    {
        await using var server = await InProcessServer.StartAsync(memory.Store, builder => builder
            .WithSessionTools<Draft>("story", story => story.HasList = false)
            .WithSessionTools<Tools.Prefs>("box")
            .WithSessionTools<Tools.Prefs>());
        var tools = (await server.Client.ListToolsAsync()).Select(tool => tool.Name).Order();
        var created = await server.Client.CallToolAsync("create_story");

        Assert.Equal(["create_box", "create_story", "end_box", "end_story", "list_boxes"], tools);
        Assert.StartsWith("draft_", created.StructuredContent!.Value.GetProperty("story").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AToolOfTheName_IsRefused()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => InProcessServer.StartAsync(
            memory.Store, builder => builder.WithSessionTools<Draft>("draft").WithTools([McpServerTool.Create(
                () => "mine", new() { Name = "create_draft" })])));

        Assert.Contains("The server has a tool 'create_draft' already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OptionsOutOfTheirLimits_AreRefused()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessServer.StartAsync(
            memory.Store, builder => builder.WithSessionTools<Draft>("No Name", draft => draft.TimeToLive = TimeSpan.Zero)));

        Assert.Contains("SessionKindOptions<Draft>.Name is 'No Name'. Use 1 to 64", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SessionKindOptions<Draft>.TimeToLive", refusal.Message, StringComparison.Ordinal);
    }

    private Task<HttpHosts> StartAsync(Action<SessionKindOptions<Draft>>? configure = null) => HttpHosts.StartAsync(
        memory.Store, builder => builder.WithSessionTools("draft", configure).WithTools<DraftTools>());

    private static async Task LiveAsync(McpClient client)
    {
        var handle = await CreateAsync(client);
        var other = await CreateAsync(client);
        Assert.Equal("ab", (await client.CallToolAsync("write", Arguments(handle, ("text", "ab")))).Text());
        Assert.Equal(new[] { handle, other }.Order(), (await ListAsync(client)).Order());

        Assert.Equal("Ended.", (await client.CallToolAsync("end_draft", Arguments(handle))).Text());
        Assert.Equal([other], await ListAsync(client));
        Assert.Equal(Refusal, (await client.CallToolAsync("end_draft", Arguments(handle))).ErrorText());
        Assert.Equal(Refusal, (await client.CallToolAsync("write", Arguments(handle, ("text", "c")))).ErrorText());
    }

    private static Dictionary<string, object?> Arguments(string handle, params (string Name, object? Value)[] more) =>
        new(more.Select(one => KeyValuePair.Create(one.Name, one.Value))) { ["draft"] = handle };

    private static async Task<string> CreateAsync(McpClient client) =>
        (await client.CallToolAsync("create_draft")).StructuredContent!.Value.GetProperty("draft").GetString()!;

    private static async Task<List<string>> ListAsync(McpClient client) =>
        [.. (await client.CallToolAsync("list_drafts")).StructuredContent!.Value.GetProperty("drafts").EnumerateArray()
            .Select(one => one.GetProperty("draft").GetString()!)];

    private static async Task<List<string>> ToolsAsync(McpClient client) =>
        [.. (await client.ListToolsAsync()).Select(tool => JsonSerializer.Serialize(tool.ProtocolTool)).Order()];

    private static SessionUser SignedIn(string name) => new(SessionUser.IdOf(SignIns.Principal(name))!);

    private static string? Described(JsonElement schema, string parameter) =>
        schema.GetProperty("properties").GetProperty(parameter).GetProperty("description").GetString();
}
