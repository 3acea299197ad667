using Microsoft.Extensions.Options;
using ModelContextProtocol;

namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>Each place where a server may keep state with the SDK alone, on two hosts over stateless HTTP. docs/mcp-specification.md
/// rests on it.</summary>
public sealed class McpSdkAloneStateTests
{
    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Handle_OfAToolsOwn_IsUnknownOnAnotherHostAndAnybodysOnItsOwn(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());
        var handle = await AskAsync(hosts, 0, era, "alice", "open");

        Assert.Equal("1", await AskAsync(hosts, 0, era, "alice", "count", ("handle", handle)));
        Assert.Equal("2", await AskAsync(hosts, 0, era, "mallory", "count", ("handle", handle)));
        Assert.Equal("unknown", await AskAsync(hosts, 1, era, "alice", "count", ("handle", handle)));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Principal_WhatAToolKeepsForIt_IsOfOneHost(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());

        Assert.Equal("alice 1", await AskAsync(hosts, 0, era, "alice", "visit"));
        Assert.Equal("alice 2", await AskAsync(hosts, 0, era, "alice", "visit"));
        Assert.Equal("alice 1", await AskAsync(hosts, 1, era, "alice", "visit"));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Filter_WhatItCounts_IsOfOneHost(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>().WithRequestFilters(
            filters => filters.AddCallToolFilter(next => (context, ct) =>
            {
                var calls = context.Services!.GetRequiredService<InMemoryCounters>().Next("calls");
                return new(new CallToolResult { Content = [new TextContentBlock { Text = $"{calls}" }] });
            })));

        Assert.Equal("1", await AskAsync(hosts, 0, era, "alice", "open"));
        Assert.Equal("2", await AskAsync(hosts, 0, era, "alice", "open"));
        Assert.Equal("1", await AskAsync(hosts, 1, era, "alice", "open"));
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task ToolCollection_ToolAddedWhileTheServerRuns_IsGoneWithTheRequest(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());
        hosts.ServicesOf(0).GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!.Add(
            McpServerTool.Create(() => "", new() { Name = "late" }));

        for (var host = 0; host < 2; host++)
        {
            await using var client = await hosts.ConnectAsync(host, era);
            Assert.DoesNotContain("late", (await client.ListToolsAsync()).Select(tool => tool.Name));
        }
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Question_WithinACall_CannotBeAsked(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());
        await using var client = await hosts.ConnectAsync(
            0, era, handlers: new() { ElicitationHandler = (_, _) => new(new ElicitResult { Action = "accept" }) });

        Assert.Equal("Elicitation is not supported in stateless mode.", (await client.CallToolAsync("ask")).Text());
    }

    [Fact]
    public async Task LogLevel_ThatAClientOfTheEarlierEraSets_IsForgotten()
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());
        await using var client = await hosts.ConnectAsync(0, ProtocolEras.Handshake);

        await client.SendRequestAsync(new JsonRpcRequest
        {
            Method = "logging/setLevel",
            Params = JsonSerializer.SerializeToNode(new { level = "warning" }),
        });

        Assert.Equal("", (await client.CallToolAsync("log_level")).Text());
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task ConfigureSessionOptions_OfEachHost_RunsForEachRequest(string era)
    {
        await using var hosts = await AloneHosts.StartAsync(
            builder => builder.WithTools<InMemoryCounterTools>(),
            http => http.ConfigureSessionOptions = (context, options, _) =>
            {
                options.ToolCollection!.Clear();
                options.ToolCollection.Add(
                    McpServerTool.Create(() => $"{context.RequestServices.GetRequiredService<InMemoryCounters>().Next("requests")}",
                        new() { Name = "requests" }));
                return Task.CompletedTask;
            });
        await using var here = await hosts.ConnectAsync(0, era);
        var first = int.Parse((await here.CallToolAsync("requests")).Text(), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal($"{first + 1}", (await here.CallToolAsync("requests")).Text());
        await using var there = await hosts.ConnectAsync(1, era);
        Assert.Equal($"{first}", (await there.CallToolAsync("requests")).Text());
    }

    [Fact]
    public async Task Task_CallThatDeclaresTheExtension_IsAnsweredAtOnceAndNobodyKnowsTasks()
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>());
        await using var client = await hosts.ConnectAsync(0, ProtocolEras.Stateless, "alice");

        var called = await client.CallAsTaskAsync("visit", declared: true);

        Assert.Null(called["taskId"]);
        Assert.Equal("alice 1", (string?)called["content"]![0]!["text"]);
        Assert.Equal(
            McpErrorCode.MethodNotFound, (await Assert.ThrowsAsync<McpProtocolException>(() => client.GetTaskAsync("x"))).ErrorCode);
    }

    [Fact]
    public async Task Listen_ToAnything_IsGrantedNothing()
    {
        await using var hosts =
            await AloneHosts.StartAsync(builder => builder.WithTools<InMemoryCounterTools>().WithResources<BagResources>());
        await using var client = await hosts.ConnectAsync(0, ProtocolEras.Stateless);
        var granted = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var acknowledged =
            client.RegisterNotificationHandler(NotificationMethods.SubscriptionsAcknowledgedNotification, (ack, _) =>
        {
            granted.TrySetResult(ack.Params!["notifications"]!.ToJsonString());
            return default;
        });

        var wanted =
            new SubscriptionsListenRequestParams { Notifications = new() { ToolsListChanged = true, ResourceSubscriptions = ["bag://1"] } };
        await client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen,
            Params = JsonSerializer.SerializeToNode(wanted, McpJsonUtilities.DefaultOptions) });

        Assert.Equal("{}", await granted.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Subscribe_InTheEarlierEra_IsAcceptedAndOfNoUse()
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithResources<BagResources>());
        await using var client = await hosts.ConnectAsync(0, ProtocolEras.Handshake);

        await client.SubscribeToResourceAsync("bag://1");

        // Without a session there is nothing that a change could be told on.
        Assert.Null(client.ServerCapabilities.Resources!.Subscribe);
        Assert.Null(client.SessionId);
    }

    private static async Task<string> AskAsync(
        AloneHosts hosts, int host, string era, string user, string tool, params (string Name, object Value)[] arguments)
    {
        await using var client = await hosts.ConnectAsync(host, era, user);
        return (await client.CallToolAsync(
            tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value))).Text();
    }
}
