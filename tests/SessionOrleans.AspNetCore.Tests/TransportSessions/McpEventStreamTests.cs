using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>Streams of the earlier era that are begun on one host and resumed on the other, on whichever backend.</summary>
public abstract class McpEventStreamTests(Cluster cluster) : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly ConcurrentQueue<int> _resumedOn = new();
    private McpHosts _hosts = null!;

    public async Task InitializeAsync()
    {
        var started = -1;
        _hosts = await McpHosts.StartAsync(
            cluster,
            server =>
            {
                server.Services.AddSingleton(_gate);
                server.WithTools<SessionTools>().WithSessionStoreTransportSessions().WithSessionStoreEventStreams();
            },
            before: app =>
            {
                var host = Interlocked.Increment(ref started);
                app.Use((HttpContext context, RequestDelegate next) =>
                {
                    if (context.Request.Headers.ContainsKey("Last-Event-ID"))
                        _resumedOn.Enqueue(host);
                    return next(context);
                });
                app.UseSessionStoreTransportSessions();
            });
    }

    public async Task DisposeAsync() => await _hosts.DisposeAsync();

    [Fact]
    public async Task Stream_BegunOnOneHost_IsResumedOnTheOther()
    {
        await using var client = await _hosts.ConnectInTurnAsync("alice", McpHosts.Handshake);

        var call = client.CallToolAsync("later").AsTask();
        await Harness.Until.TrueAsync(
            () => Task.FromResult(_resumedOn.Distinct().Count() == 2), TimeSpan.FromSeconds(30), "the stream is asked for on both hosts");
        _gate.Open("later");
        var result = await call.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("at last", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData(null)]
    public async Task Stream_OfAnotherUser_IsOutOfReach(string? stranger)
    {
        using var client = new RawClient(_hosts);
        var session = await client.BeginAsync(0, "alice");
        var theirs = await client.BeginAsync(0, stranger);
        const string Call = """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"who_calls","arguments":{}}}""";
        using var answer = await client.SendAsync(0, HttpMethod.Post, session, "alice", Call);
        var eventId = (await answer.Content.ReadAsStringAsync()).Split('\n').First(
            line => line.StartsWith("id: ", StringComparison.Ordinal))["id: ".Length..].Trim();

        for (var host = 0; host < 2; host++)
        {
            // In the stranger's own session, and in the one that the stream is of.
            using var own = await client.SendAsync(host, HttpMethod.Get, theirs, stranger, lastEventId: eventId);
            Assert.Equal(HttpStatusCode.BadRequest, own.StatusCode);
            using var foreign = await client.SendAsync(host, HttpMethod.Get, session, stranger, lastEventId: eventId);
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
            Assert.DoesNotContain(
                "alice", await own.Content.ReadAsStringAsync() + await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var resumed = await client.SendAsync(1, HttpMethod.Get, session, "alice", lastEventId: eventId);
        Assert.Contains("alice", await resumed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
