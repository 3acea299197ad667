using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>What a user of McpHost does, with the SDK's real client over real HTTP, in whichever topology. Clients take the hosts in
/// turn.</summary>
public abstract class McpEndToEndTests(IMcpTopology topology)
{
    private int _connected;

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Basket_FilledOverSeveralCalls_IsFoundAsItWasLeft(string era)
    {
        var basket = await OpenBasketAsync(era);

        Assert.Equal("2 items", await AskAsync(era, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 2)));
        Assert.Equal("5 items", await AskAsync(era, "add_item", ("basket", basket), ("sku", "pear"), ("quantity", 3)));
        Assert.Equal("6 items", await AskAsync(era, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1)));

        Assert.Equal("""{"items":{"apple":3,"pear":3}}""", await AskAsync(era, "view_basket", ("basket", basket)));
        Assert.Equal("Ordered 6 items: 3 x apple, 3 x pear", await AskAsync(era, "check_out", ("basket", basket)));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Session_RememberedOverSeveralCalls_IsRecalledUntilItEnds(string era)
    {
        var session = await AskAsync(era, "create_session");

        await AskAsync(era, "remember", ("session", session), ("key", "colour"), ("value", "blue"));
        await AskAsync(era, "remember", ("session", session), ("key", "colour"), ("value", "grün"));
        Assert.Equal("grün", await AskAsync(era, "recall", ("session", session), ("key", "colour")));
        Assert.Equal("Nothing is remembered under 'size'.", await AskAsync(era, "recall", ("session", session), ("key", "size")));

        Assert.Equal("Ended.", await AskAsync(era, "end_session", ("session", session)));
        Assert.Contains("Unknown or expired session handle", await FailAsync(
            era, "recall", ("session", session), ("key", "colour")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task AddItem_SixtyFourAtOnceOnOneBasket_LosesNone(string era)
    {
        var basket = await OpenBasketAsync(era);
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync(era)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            CallAsync(clients[i % clients.Length], "add_item", ("basket", basket), ("sku", $"sku-{i % 4}"), ("quantity", 1))));

        Assert.Equal(Enumerable.Range(1, 64).Select(count => $"{count} items").Order(), answers.Select(answer => answer.Text()).Order());
        Assert.Equal("""{"items":{"sku-0":16,"sku-1":16,"sku-2":16,"sku-3":16}}""", await AskAsync(era, "view_basket", ("basket", basket)));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Basket_OpenedInOneEra_IsUsedInTheOther()
    {
        var basket = await OpenBasketAsync(ProtocolEras.Handshake);

        Assert.Equal("1 items", await AskAsync(ProtocolEras.Stateless, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1)));
    }

    [Fact]
    public async Task CheckOut_WhileOthersAdd_OrdersEveryItemThatWasConfirmed()
    {
        var basket = await OpenBasketAsync(ProtocolEras.Stateless);
        await AskAsync(ProtocolEras.Stateless, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1));
        await using var client = await ConnectAsync(ProtocolEras.Stateless);

        var adding = Enumerable.Range(0, 32).Select(
            _ => CallAsync(client, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1))).ToList();
        var ordered = await AskAsync(ProtocolEras.Stateless, "check_out", ("basket", basket));
        var confirmed = (await Task.WhenAll(adding)).Count(answer => answer.IsError is not true);

        Assert.StartsWith($"Ordered {confirmed + 1} items", ordered, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task AnyTool_HandleThatOpensNothing_IsRefusedAlike(string era)
    {
        var ended = await OpenBasketAsync(era);
        await AskAsync(era, "check_out", ("basket", ended));
        var session = await AskAsync(era, "create_session");

        var refusals = new List<string>();
        foreach (var handle in new[] { ended, session, session.Replace(
            "session_", "basket_", StringComparison.Ordinal), "basket_AAAAAAAAAAAAAAAAAAAAAA", "x" })
        {
            refusals.Add(await FailAsync(era, "view_basket", ("basket", handle)));
            refusals.Add(await FailAsync(era, "check_out", ("basket", handle)));
            refusals.Add(await FailAsync(era, "add_item", ("basket", handle), ("sku", "apple"), ("quantity", 1)));
        }

        Assert.Equal("Unknown or expired basket handle. Call the tool that opens a new one, and pass on the handle that it " +
            "returns, unchanged.", Assert.Single(refusals.Distinct()));
    }

    [Fact]
    public async Task Remember_MoreThanASessionHolds_NamesTheLimit()
    {
        var session = await AskAsync(ProtocolEras.Stateless, "create_session");

        var refusal = await FailAsync(
            ProtocolEras.Stateless, "remember", ("session", session), ("key", "novel"), ("value", new string('x', 2 << 20)));

        Assert.Contains("the limit is 1,048,576", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToolsList_OverHttp_DeclaresHandlesAsStrings()
    {
        await using var client = await ConnectAsync(ProtocolEras.Stateless);

        var tools = await client.ListToolsAsync();

        Assert.Equal(
            ["add_item", "check_out", "create_basket", "create_session", "end_basket", "end_session", "gift_wrap", "list_baskets", "recall",
                "remember", "view_basket"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools.Where(tool => tool.Name.StartsWith("create_", StringComparison.Ordinal)), tool => Assert.Matches(
            "It ends (an|1) hour after", tool.Description));
        var handles = tools.SelectMany(tool => tool.JsonSchema.GetProperty("properties").EnumerateObject()).Where(
            property => property.Name is "basket" or "session").ToList();
        Assert.Equal(8, handles.Count);
        Assert.All(handles, handle => Assert.Equal("string", handle.Value.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task GiftWrap_AsATask_IsAskedForOnEveryHost()
    {
        var basket = await OpenBasketAsync(ProtocolEras.Stateless);
        await AskAsync(ProtocolEras.Stateless, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1));
        await using var one = await ConnectAsync(ProtocolEras.Stateless);
        await using var other = await ConnectAsync(ProtocolEras.Stateless);

        var task = await one.BeginAsync("gift_wrap", ("basket", basket));

        Assert.Equal("working", (await other.GetTaskAsync(task)).Status);
        Assert.Equal("Wrapped 1 items.", (await other.UntilAsync(task, "completed")).Text);
        Assert.Null((await one.CallAsTaskAsync("create_basket", declared: true))["taskId"]);
    }

    [Fact]
    public async Task AddItem_BasketIsListenedToOnAnyHost_IsTold()
    {
        var basket = await OpenBasketAsync(ProtocolEras.Stateless);
        var uri = $"shop://baskets/{basket}";
        await using var client = await ConnectAsync(ProtocolEras.Stateless);
        var granted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onGrant = client.RegisterNotificationHandler(
            NotificationMethods.SubscriptionsAcknowledgedNotification, (_, _) => new(Task.Run(granted.SetResult)));
        await using var onChange = client.RegisterNotificationHandler(
            NotificationMethods.ResourceUpdatedNotification, (heard, _) =>
                new(Task.Run(() => told.TrySetResult((string?)(heard.Params as JsonObject)?["uri"]))));
        using var leaving = new CancellationTokenSource();
        var wanted = new SubscriptionsListenRequestParams { Notifications = new() { ResourceSubscriptions = [uri] } };
        var listening = client.SendRequestAsync(
            new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen, Params = JsonSerializer.SerializeToNode(
                wanted, McpJsonUtilities.DefaultOptions) }, leaving.Token);
        await granted.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await AskAsync(ProtocolEras.Stateless, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1));

        Assert.Equal(uri, await told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        var read = Assert.IsType<TextResourceContents>(Assert.Single((await client.ReadResourceAsync(uri)).Contents));
        Assert.Equal("""{"items":{"apple":1}}""", read.Text);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task CurlLine_AsPrinted_OpensABasketThatCanBeUsed()
    {
        foreach (var host in topology.Hosts)
        {
            var answer = await host.RunAsync();

            using var message = JsonDocument.Parse(
                answer.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]);
            var basket = message.RootElement.GetProperty("result").GetProperty("structuredContent").GetProperty("basket").GetString()!;
            Assert.Equal(
                "1 items", await AskAsync(ProtocolEras.Stateless, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", 1)));
        }
    }

    private static Task<CallToolResult> CallAsync(McpClient client, string tool, params (string Name, object Value)[] arguments) =>
        client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value)).AsTask();

    private async Task<McpClient> ConnectAsync(string era)
    {
        var endpoint = topology.Hosts[Interlocked.Increment(ref _connected) % topology.Hosts.Count].Endpoint;
        return await McpClients.ConnectAsync(endpoint, era);
    }

    /// <summary>A call by a client of its own, so that nothing of an earlier call is left but the handle.</summary>
    private async Task<CallToolResult> CallAfreshAsync(string era, string tool, (string Name, object Value)[] arguments)
    {
        await using var client = await ConnectAsync(era);
        return await CallAsync(client, tool, arguments);
    }

    private async Task<string> AskAsync(string era, string tool, params (string Name, object Value)[] arguments) =>
        (await CallAfreshAsync(era, tool, arguments)).Text();

    private async Task<string> FailAsync(string era, string tool, params (string Name, object Value)[] arguments) =>
        (await CallAfreshAsync(era, tool, arguments)).ErrorText();

    private async Task<string> OpenBasketAsync(string era)
    {
        using var opened = JsonDocument.Parse(await AskAsync(era, "create_basket"));
        return opened.RootElement.GetProperty("basket").GetString()!;
    }
}
