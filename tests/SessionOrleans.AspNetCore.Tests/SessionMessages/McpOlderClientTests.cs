using System.Net;
using Microsoft.AspNetCore.Builder;
using SessionOrleans.AspNetCore.Tests.Subscriptions;
using SessionOrleans.AspNetCore.Tests.Tasks;
using SessionOrleans.AspNetCore.Tests.TransportSessions;

namespace SessionOrleans.AspNetCore.Tests.SessionMessages;

/// <summary>What clients of the earlier era are told on their session's stream, wherever it is open, and their log level.</summary>
public sealed class McpOlderClientTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>, IAsyncLifetime
{
    private const string Uri = "basket://one";

    private readonly Gate _gate = new();
    private McpHosts _hosts = null!;
    private RawClient _raw = null!;

    public async Task InitializeAsync()
    {
        _hosts = await McpHosts.StartAsync(
            cluster,
            server =>
            {
                server.Services.AddSingleton(_gate);
                server.WithTools<MessageTools>().WithResources<BasketResources>().WithSessionStoreTransportSessions()
                    .WithSessionStoreSubscriptions(subscriptions =>
                    {
                        subscriptions.MaxResources = 3;
                        subscriptions.MayListen = (_, uri, _) => new(uri != "basket://secret");
                    });
            },
            before: app => app.UseSessionStoreTransportSessions());
        _raw = new(_hosts);
    }

    public async Task DisposeAsync()
    {
        _raw.Dispose();
        await _hosts.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Subscribe_OnEitherHost_IsToldOnTheStreamOfTheOther(int host)
    {
        var session = await _raw.BeginAsync(0, "alice");
        using var stream = await OpenAsync(host, session);

        await RequestAsync(1 - host, session, "resources/subscribe", $$"""{"uri":"{{Uri}}"}""");
        await CallAsync(1 - host, session, "change", $$"""{"uri":"{{Uri}}"}""");

        // Once for the subscription, if that was heard before the change, and once for the change.
        Assert.Equal($"notifications/resources/updated {Uri}", await stream.NextWordAsync());
        await CallAsync(1 - host, session, "change_tools", "{}");
        await UntilListAsync(stream);
        await CallAsync(host, session, "change", $$"""{"uri":"{{Uri}}"}""");
        Assert.Equal($"notifications/resources/updated {Uri}", await stream.NextWordAsync());

        await RequestAsync(host, session, "resources/unsubscribe", $$"""{"uri":"{{Uri}}"}""");
        await CallAsync(1 - host, session, "change_tools", "{}");
        await UntilListAsync(stream);
        await CallAsync(host, session, "change", $$"""{"uri":"{{Uri}}"}""");
        await CallAsync(host, session, "change_tools", "{}");
        Assert.Equal("notifications/tools/list_changed", await stream.NextWordAsync());
    }

    [Fact]
    public async Task Subscribe_WhatMayNotBeListenedTo_IsRefused()
    {
        var session = await _raw.BeginAsync(0, "alice");

        Assert.Contains("-32602", await RequestAsync(
            0, session, "resources/subscribe", """{"uri":"basket://secret"}""", fails: true), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
            await RequestAsync(i % 2, session, "resources/subscribe", $$"""{"uri":"basket://{{i}}"}""");
        Assert.Contains("MaxResources", await RequestAsync(
            0, session, "resources/subscribe", """{"uri":"basket://3"}""", fails: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfAnotherUsers_IsNotTold()
    {
        var session = await _raw.BeginAsync(0, "alice");
        var other = await _raw.BeginAsync(0, "bob");
        await RequestAsync(0, session, "resources/subscribe", $$"""{"uri":"{{Uri}}"}""");
        using var stream = await OpenAsync(1, session);

        Assert.Equal($"notifications/resources/updated {Uri}", await stream.NextWordAsync()); // For the subscription.
        await CallAsync(0, other, "change", $$"""{"uri":"{{Uri}}"}""", "bob");
        await CallAsync(0, other, "change_tools", "{}", "bob");

        Assert.Equal("notifications/tools/list_changed", await stream.NextWordAsync());
    }

    [Fact]
    public async Task Messages_OutsideOfCallsOnBothHosts_ComeInOrderAndAreReplayedWhereTheStreamIsResumed()
    {
        var session = await _raw.BeginAsync(0, "alice");
        string lastId;
        using (var stream = await OpenAsync(1, session))
        {
            await TellAsync(0, session, first: 0, count: 3);
            for (var i = 0; i < 3; i++)
                Assert.Equal($"notifications/message {i}", await stream.NextWordAsync());
            await TellAsync(1, session, first: 3, count: 1);
            Assert.Equal("notifications/message 3", await stream.NextWordAsync());
            lastId = stream.LastEventId!;
            await TellAsync(1, session, first: 4, count: 1);
            Assert.Equal("notifications/message 4", await stream.NextWordAsync());
        }

        await TellAsync(1, session, first: 5, count: 2);
        using var resumed = await OpenAsync(0, session, lastId);

        var heard = new List<string>();
        while (heard.Count < 3)
        {
            if (await resumed.NextWordAsync() is var word && word.StartsWith("notifications/message", StringComparison.Ordinal))
                heard.Add(word);
        }

        Assert.Equal(["notifications/message 4", "notifications/message 5", "notifications/message 6"], heard);
    }

    [Fact]
    public async Task Stream_OpenedAgainOnTheOtherHost_EndsTheFirst()
    {
        var session = await _raw.BeginAsync(0, "alice");
        using var first = await OpenAsync(0, session);

        using var second = await OpenAsync(1, session);

        Assert.Null(await first.NextAsync());
        await TellAsync(0, session, first: 100, count: 1);
        Assert.Equal("notifications/message 100", await second.NextWordAsync());
    }

    [Fact]
    public async Task LogLevel_SetOnOneHost_CountsOnTheOther()
    {
        var session = await _raw.BeginAsync(0, "alice");
        await RequestAsync(0, session, "logging/setLevel", """{"level":"warning"}""");

        Assert.Equal((HttpStatusCode.OK, "Warning"), await _raw.CallAsync(1, session, "alice", "log_level"));
        Assert.Contains("careful", await CallAsync(1, session, "log", """{"text":"careful"}"""), StringComparison.Ordinal);

        await RequestAsync(1, session, "logging/setLevel", """{"level":"error"}""");
        Assert.Equal((HttpStatusCode.OK, "Error"), await _raw.CallAsync(0, session, "alice", "log_level"));
        Assert.DoesNotContain("careful", await CallAsync(0, session, "log", """{"text":"careful"}"""), StringComparison.Ordinal);
    }

    private static async Task UntilListAsync(OlderStream stream)
    {
        while (await stream.NextWordAsync() != "notifications/tools/list_changed")
        {
        }
    }

    private async Task<OlderStream> OpenAsync(int host, string session, string? lastEventId = null) =>
        await OlderStream.OpenAsync(await _raw.SendAsync(host, HttpMethod.Get, session, "alice", lastEventId: lastEventId));

    /// <summary>Has a tool tell its client something after its call.</summary>
    private async Task TellAsync(int host, string session, int first, int count)
    {
        await CallAsync(host, session, "tell_later", $$$"""{"first":{{{first}}},"count":{{{count}}}}""");
        _gate.Open($"after {first}");
    }

    private Task<string> CallAsync(int host, string session, string tool, string arguments, string user = "alice") =>
        RequestAsync(host, session, "tools/call", $$$"""{"name":"{{{tool}}}","arguments":{{{arguments}}}}""", user: user);

    private async Task<string> RequestAsync(
        int host, string session, string method, string parameters, bool fails = false, string user = "alice")
    {
        using var answer = await _raw.SendAsync(
            host, HttpMethod.Post, session, user, $$$"""{"jsonrpc":"2.0","id":9,"method":"{{{method}}}","params":{{{parameters}}}}""");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(fails, text.Contains("\"error\":", StringComparison.Ordinal));
        return text;
    }
}
