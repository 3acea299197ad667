using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>What a client of the earlier era may leave in the store and on the host, and for how long.</summary>
public sealed class McpTransportSessionLimitTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":
        {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1","websiteUrl":"http://WEBSITE"},
        "_meta":{"x":"PADDING"}}}
        """;

    [Theory]
    [InlineData(17_000, true)]
    [InlineData(17_000, false)]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_000, false)]
    public async Task Initialize_LargerThanAHandshake_Is400AndNothingIsKept(int bytes, bool isLengthSaid)
    {
        await using var hosts = await StartAsync();
        using var client = new RawClient(hosts) { SaysLength = isLengthSaid };
        var before = await cluster.Store.Directory.CountAsync();

        using var response = await client.SendAsync(
            0, HttpMethod.Post, null, null, Initialize.Replace("PADDING", new string('x', bytes), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("16,384", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await cluster.Store.Directory.CountAsync());
    }

    [Fact]
    public async Task Initialize_WithMoreThanMigrationNeeds_IsKeptWithoutIt()
    {
        await using var hosts = await StartAsync();
        using var client = new RawClient(hosts);

        using var response = await client.SendAsync(
            0, HttpMethod.Post, null, "padded", Initialize.Replace("PADDING", new string('x', 10_000), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var session = Assert.Single(response.Headers.GetValues("Mcp-Session-Id"));
        Assert.Equal("raw for https%3A%2F%2Fissuer.test|padded", (await client.CallAsync(1, session, "padded", "who_calls")).Answer);
        var owner = new SessionUser("https%3A%2F%2Fissuer.test|padded").Owner!;
        await foreach (var kept in cluster.Store.Directory.ListOwnedAsync(owner))
            Assert.InRange((await cluster.Store.GetAsync<byte[]>(kept.Id))!.Value.Length, 1, 200);
    }

    [Fact]
    public async Task Initialize_OfMoreAnonymousCallersThanAllowed_Is429UntilOneEnds()
    {
        await using var hosts = await StartAsync(options => options.MaxAnonymousSessions = 3);
        using var client = new RawClient(hosts);
        var sessions = new List<string>();
        for (var i = 0; i < 3; i++)
            sessions.Add(await client.BeginAsync(0, user: null));

        using (var refused = await client.SendAsync(0, HttpMethod.Post, null, null, Initialize))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("MaxAnonymousSessions", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Who signed in is not concerned, and sessions that live go on.
        await client.BeginAsync(0, "alice");
        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(0, sessions[0], null, "who_calls")).Status);

        // Ended here, and ended on the other host.
        await client.DeleteAsync(0, sessions[0], user: null);
        await client.BeginAsync(0, user: null);
        await client.DeleteAsync(1, sessions[1], user: null);
        await client.BeginAsync(0, user: null);
        using var again = await client.SendAsync(0, HttpMethod.Post, null, null, Initialize);
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
    }

    [Fact]
    public async Task Initialize_ManyAtOnceOfAnonymousCallers_BeginNoMoreThanAllowed()
    {
        await using var hosts = await StartAsync(options => options.MaxAnonymousSessions = 5);
        using var client = new RawClient(hosts);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ =>
        {
            using var response = await client.SendAsync(0, HttpMethod.Post, null, null, Initialize);
            return response.StatusCode;
        }));

        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(55, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Initialize_ThatBeginsNothing_DoesNotCount()
    {
        await using var hosts = await StartAsync(options => options.MaxAnonymousSessions = 1);
        using var client = new RawClient(hosts);

        foreach (var body in new[] { "{", "[]", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""" })
        {
            using var nothing = await client.SendAsync(0, HttpMethod.Post, null, null, body);
            Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        }

        await client.BeginAsync(0, user: null);
    }

    [Fact]
    public async Task Stream_AtTheEndOfItsLife_IsEndedAndTheSessionGoesOn()
    {
        await using var hosts = await StartAsync(options => options.MaxStreamLifetime = TimeSpan.FromSeconds(1));
        await AssertStreamEndsAsync(hosts);
    }

    [Fact]
    public async Task Stream_WhoseSignInEnds_EndsWithIt()
    {
        await using var hosts = await StartAsync(signInEndsIn: TimeSpan.FromSeconds(2));
        await AssertStreamEndsAsync(hosts);
    }

    [Fact]
    public async Task Start_OptionsOutOfRange_FailsAndNamesThem()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            options => (options.MaxAnonymousSessions, options.MaxStreamLifetime) = (-1, TimeSpan.Zero)));

        Assert.Contains(".MaxAnonymousSessions is", error.Message, StringComparison.Ordinal);
        Assert.Contains(".MaxStreamLifetime is", error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertStreamEndsAsync(McpHosts hosts)
    {
        using var client = new RawClient(hosts);
        var session = await client.BeginAsync(0, "alice");
        using var stream = await client.SendAsync(0, HttpMethod.Get, session, "alice");
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        var ended = Record.ExceptionAsync(() => stream.Content.ReadAsStringAsync()).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.IsAssignableFrom<HttpRequestException>(await ended);

        Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(0, session, "alice", "who_calls")).Status);
    }

    private Task<McpHosts> StartAsync(Action<SessionTransportOptions>? configure = null, TimeSpan? signInEndsIn = null) =>
        McpHosts.StartAsync(
            cluster,
            server => server.WithTools<SessionTools>().WithSessionStoreTransportSessions(configure),
            before: app =>
            {
                app.Use((context, next) =>
                {
                    if (TimeProvider.System.GetUtcNow() + signInEndsIn is { } ends && context.User.Identity is ClaimsIdentity alice)
                        alice.AddClaim(new("exp", ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
                    return next(context);
                });
                app.UseSessionStoreTransportSessions();
            });
}
