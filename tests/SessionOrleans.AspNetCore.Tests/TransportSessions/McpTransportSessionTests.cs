using System.Net;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SessionOrleans.Harness.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>Clients of the earlier era on two hosts, over HTTP, on whichever backend.</summary>
public abstract class McpTransportSessionTests(Cluster cluster) : IAsyncLifetime
{
    private McpHosts _hosts = null!;
    private RawClient _client = null!;

    public async Task InitializeAsync()
    {
        _hosts = await cluster.ShareAsync(StartAsync);
        _client = new(_hosts);
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Session_RequestsGoToTheHostsInTurn_IsOneSession()
    {
        await using var client = await _hosts.ConnectInTurnAsync("alice", McpHosts.Handshake);

        for (var i = 0; i < 6; i++)
        {
            var result = await client.CallToolAsync("who_calls");
            Assert.EndsWith(" for https%3A%2F%2Fissuer.test|alice", Assert.IsType<TextContentBlock>(
                Assert.Single(result.Content)).Text, StringComparison.Ordinal);
        }

        Assert.NotNull(client.SessionId);
    }

    [Fact]
    public async Task Session_OnTheOtherHost_KnowsTheClientOfTheHandshake()
    {
        var session = await _client.BeginAsync(0, user: null);

        Assert.Equal((HttpStatusCode.OK, "raw for nobody"), await _client.CallAsync(1, session, null, "who_calls"));
        Assert.Equal((HttpStatusCode.OK, "raw for nobody"), await _client.CallAsync(0, session, null, "who_calls"));
    }

    [Fact]
    public async Task Session_OnTheOtherHost_IsConfiguredThereAnewAndHasItsLogLevel()
    {
        var session = await _client.BeginAsync(0, "alice");
        const string SetLevel = """{"jsonrpc":"2.0","id":3,"method":"logging/setLevel","params":{"level":"warning"}}""";
        using var set = await _client.SendAsync(0, HttpMethod.Post, session, "alice", SetLevel);
        Assert.DoesNotContain("error", await set.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        for (var host = 0; host < 2; host++)
            Assert.Equal((HttpStatusCode.OK, $"configured on {_hosts.All[host].Url.Port}"), await _client.CallAsync(
                host, session, "alice", "instructions"));
        Assert.Equal((HttpStatusCode.OK, "Warning"), await _client.CallAsync(0, session, "alice", "log_level"));
        Assert.Equal((HttpStatusCode.OK, "Warning"), await _client.CallAsync(1, session, "alice", "log_level"));
    }

    [Fact]
    public async Task Session_ItsHostIsGone_GoesOnOnTheOther()
    {
        await using var hosts = await StartAsync();
        using var client = new RawClient(hosts);
        var session = await client.BeginAsync(0, "alice");
        await hosts.StopAsync(0);

        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(1, session, "alice", "who_calls")).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Delete_OnEitherHost_IsFinalOnBoth(int host)
    {
        var session = await _client.BeginAsync(0, "alice");
        await _client.CallAsync(1, session, "alice", "who_calls");

        Assert.Equal(HttpStatusCode.OK, await _client.DeleteAsync(host, session, "alice"));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _client.CallAsync(i, session, "alice", "who_calls")).Status);
            using var stream = await _client.SendAsync(i, HttpMethod.Get, session, "alice");
            Assert.Equal(HttpStatusCode.NotFound, stream.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, await _client.DeleteAsync(i, session, "alice"));
        }
    }

    [Fact]
    public async Task Delete_OnOneHost_EndsTheStreamOnTheOther()
    {
        var session = await _client.BeginAsync(0, "alice");
        using var stream = await _client.SendAsync(1, HttpMethod.Get, session, "alice");
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        await using var events = await stream.Content.ReadAsStreamAsync();

        Assert.Equal(HttpStatusCode.OK, await _client.DeleteAsync(0, session, "alice"));

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            var buffer = new byte[1024];
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await events.ReadAsync(buffer, patience.Token) > 0)
            {
            }

            throw new IOException("It ended in order.");
        });
    }

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", null)]
    [InlineData(null, "alice")]
    public async Task AnyRequest_OfAnotherUser_IsAnsweredAsOfAnUnknownSession(string? owner, string? stranger)
    {
        var session = await _client.BeginAsync(0, owner);

        for (var host = 0; host < 2; host++)
        {
            Assert.Equal(await _client.CallAsync(host, "AAAAAAAAAAAAAAAAAAAAAA", stranger, "who_calls"), await _client.CallAsync(
                host, session, stranger, "who_calls"));
            Assert.Equal(HttpStatusCode.NotFound, (await _client.CallAsync(host, session, stranger, "who_calls")).Status);
            Assert.Equal(HttpStatusCode.NotFound, await _client.DeleteAsync(host, session, stranger));
            using var stream = await _client.SendAsync(host, HttpMethod.Get, session, stranger);
            Assert.Equal(HttpStatusCode.NotFound, stream.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.CallAsync(1, session, owner, "who_calls")).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("~~mcp-session~x")]
    [InlineData("..%00*;")]
    public async Task AnyRequest_OddId_IsNotFound(string session)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _client.CallAsync(0, session, "alice", "who_calls")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.CallAsync(0, new string('x', 5_000), "alice", "who_calls")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await _client.DeleteAsync(0, session, "alice"));
    }

    [Fact]
    public async Task Client_OfTheLaterEra_IsServedWithoutASession()
    {
        await using var client = await _hosts.ConnectInTurnAsync("alice");

        var result = await client.CallToolAsync("who_calls");

        Assert.EndsWith("|alice", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text, StringComparison.Ordinal);
        Assert.Null(client.SessionId);
    }

    [Fact]
    public async Task RevokeUser_WithATransportSession_NoneOfItIsServedOnAnyHost()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (before, after) = (SignIns.At("erin", now.AddMinutes(-1)), SignIns.At("erin", now.AddMinutes(1)));
        var session = await _client.BeginAsync(0, before);
        Assert.Equal(HttpStatusCode.OK, (await _client.CallAsync(1, session, before, "who_calls")).Status);

        await _hosts.All[0].Services.GetRequiredService<ISessionAdministration>().RevokeUserAsync(
            SessionUser.IdOf(SignIns.Principal("erin"))!, new("ops", "a test"));

        for (var host = 0; host < 2; host++)
        {
            var (status, answer) = await _client.CallAsync(host, session, before, "who_calls");
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("Your sign-in is not valid any more", answer, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await _client.CallAsync(host, session, after, "who_calls")).Status);
        }

        const string Initialize = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":
            {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}
            """;
        using (var begun = await _client.SendAsync(1, HttpMethod.Post, session: null, before, Initialize))
            Assert.Equal(HttpStatusCode.Forbidden, begun.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.CallAsync(1, await _client.BeginAsync(0, after), after, "who_calls")).Status);
    }

    [Fact]
    public async Task Begin_AnySession_ItsIdIsWrittenNowhere()
    {
        var session = await _client.BeginAsync(0, "alice");

        var all = await OwnRecords.Use(() => cluster.Store.Directory.ListAsync().ToListAsync());
        Assert.NotEmpty(all);
        foreach (var stored in all)
        {
            var value = (await OwnRecords.Use(() => cluster.Store.GetAsync<byte[]>(stored.Id)))?.Value ?? [];
            Assert.DoesNotContain(session, $"{stored} {System.Text.Encoding.UTF8.GetString(value)}", StringComparison.Ordinal);
        }
    }

    private Task<McpHosts> StartAsync() => McpHosts.StartAsync(
        cluster,
        server => server.WithTools<SessionTools>().WithSessionStoreTransportSessions().WithSessionStoreTransportSessions(),
        http => http.ConfigureSessionOptions = (context, options, _) =>
        {
            options.ServerInstructions = $"configured on {context.Connection.LocalPort}";
            return Task.CompletedTask;
        },
        before: app => app.UseSessionStoreTransportSessions());
}
