namespace SessionOrleans.Mcp.Tests.Stdio;

/// <summary>A server whose standard output is the protocol: tests/StdioServer, as a process.</summary>
public sealed class McpStdioTests
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string StdioServer = Repository.Built("tests/StdioServer", "StdioServer");

    /// <summary>Orleans says a thing or two at this level: none of it may reach standard output.</summary>
    private static readonly (string, string?)[] Talkative = [("SessionStore__Verbose", "true"), ("Logging__LogLevel__Default", "Debug")];

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Basket_OverStdio_IsFilledOverSeveralCalls(string era)
    {
        await using var client = await StdioClients.ConnectAsync(["dotnet", StdioServer], era, Talkative);
        using var opened = JsonDocument.Parse((await client.CallToolAsync("create_basket")).Text());
        var basket = opened.RootElement.GetProperty("basket").GetString();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CallToolAsync(
            "add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "apple", ["quantity"] = 1 }).AsTask()));

        var shown = await client.CallToolAsync("view_basket", new Dictionary<string, object?> { ["basket"] = basket });
        Assert.Equal("""{"items":{"apple":8}}""", shown.Text());
    }

    [Fact]
    public async Task StandardOutput_FromStartToEnd_IsNothingButJsonRpc()
    {
        string[] requests =
        [
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":""" +
            """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"create_basket"}}""",
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"view_basket","arguments":{"basket":"basket_x"}}}""",
        ];
        var answered = new CountdownEvent(4);
        await using var process =
            ChildProcess.Start("dotnet", [StdioServer], [("SessionStore__Backend", "Memory"), .. Talkative], _ =>
        {
            if (!answered.IsSet)
                answered.Signal();
        });

        // Sent at once, before the server can have started: the first call finds a store all the same.
        foreach (var request in requests)
            process.WriteLine(request);
        Assert.True(await Task.Run(() => answered.Wait(Patience)), string.Join('\n', process.Lines));

        // The end of the input is the end of the server, which may still say a word while it stops.
        process.CloseInput();
        var exitCode = await process.EndAsync();

        var messages = process.Output.Select(answer => JsonDocument.Parse(answer).RootElement).ToList();
        Assert.All(messages, message => Assert.Equal("2.0", message.GetProperty("jsonrpc").GetString()));
        Assert.Equal([1, 2, 3, 4], messages.Select(message => message.GetProperty("id").GetInt32()).Order());
        Assert.Contains(
            "basket_", messages.Single(message => message.GetProperty("id").GetInt32() is 3).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Contains("create_basket", string.Join('\n', process.Errors), StringComparison.Ordinal);
        Assert.Contains("Orleans.Runtime.Silo", string.Join('\n', process.Errors), StringComparison.Ordinal);
    }
}
