using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace SessionOrleans.AspNetCore.Tests.Endpoints;

/// <summary>Requests as a page in a browser would send them, to a server on loopback that says nothing of hosts and origins.</summary>
public sealed class McpEndpointCheckTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private const string Discover = """
        {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
        """;

    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("evil.example", "http://evil.example")]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "http://localhost.evil.example")]
    [InlineData(null, "http://evil.example/localhost")]
    [InlineData(null, "http://localhost@evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, "file://")]
    [InlineData(null, "nonsense")]
    [InlineData("127.0.0.1.evil.example", null)]
    [InlineData("localhost.", "http://localhost.")]
    public async Task Request_ForeignHostOrOrigin_Is403(string? host, string? origin)
    {
        var server = await cluster.ShareAsync(() => StartAsync());

        var (status, answer) = await SendAsync(server, host, origin);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("McpEndpointOptions.Allowed", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("localhost", null)]
    [InlineData("LOCALHOST:1234", "http://localhost:6274")]
    [InlineData("[::1]:80", "http://[::1]:80")]
    [InlineData(null, "https://127.0.0.1")]
    public async Task Request_OfThisMachine_IsAnswered(string? host, string? origin)
    {
        var server = await cluster.ShareAsync(() => StartAsync());

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, host, origin)).Status);
    }

    [Theory]
    [InlineData("mcp.example", "https://app.example", true)]
    [InlineData("MCP.example:8443", "https://mcp.example:8443", true)]
    [InlineData("a.tunnel.example", null, true)]
    [InlineData("mcp.example", "http://app.example", false)]
    [InlineData("mcp.example", "https://app.example:444", false)]
    [InlineData("localhost", null, false)]
    [InlineData("tunnel.example", null, false)]
    public async Task Request_WhereHostsAndOriginsAreNamed_IsAnsweredForTheseAlone(string host, string? origin, bool isAnswered)
    {
        await using var server = await StartAsync(options =>
            (options.AllowedHosts, options.AllowedOrigins) = (["mcp.example", "*.tunnel.example"], ["https://app.example"]));

        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await SendAsync(server, host, origin)).Status);
    }

    [Theory]
    [InlineData("mcp.example", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.Forbidden)]
    public async Task Request_WhereAspNetCoreHasHosts_IsAnsweredForThese(string host, HttpStatusCode expected)
    {
        await using var server = await StartAsync(services: services =>
            services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["mcp.example"]));

        Assert.Equal(expected, (await SendAsync(server, host, origin: null)).Status);
    }

    [Fact]
    public async Task Request_WhereAllIsAllowed_IsAnswered()
    {
        await using var server = await StartAsync(options => (options.AllowedHosts, options.AllowedOrigins) = (["*"], ["*"]));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "evil.example", "https://evil.example")).Status);
    }

    [Fact]
    public async Task Request_ToAServerThatListensToAll_IsNotCheckedUnlessHostsAreNamed()
    {
        await using var open = await StartAsync(url: "http://0.0.0.0:0");
        await using var named = await StartAsync(options => options.AllowedHosts = ["mcp.example"], url: "http://0.0.0.0:0");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(open, "mcp.example", "https://app.example")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(named, "evil.example", null)).Status);
    }

    [Fact]
    public async Task Request_ToAnotherEndpointOfTheApplication_IsNotConcerned()
    {
        var server = await cluster.ShareAsync(() => StartAsync());

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "evil.example", "https://evil.example", "/other", 5 << 20)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_BodyBeyondTheLimit_Is413(bool isLengthSaid)
    {
        await using var server = await StartAsync(options => options.MaxRequestBytes = 100_000);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, null, null, bytes: 90_000, isLengthSaid: isLengthSaid)).Status);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, (await SendAsync(server, null, null, bytes: 110_000, isLengthSaid: isLengthSaid)).Status);
    }

    [Fact]
    public async Task Start_OptionsOutOfRange_FailsAndNamesThem()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
            (options.AllowedHosts, options.AllowedOrigins, options.MaxRequestBytes) = (["http://x"], ["app.example"], 7)));

        foreach (var name in new[] { "AllowedHosts", "AllowedOrigins", "MaxRequestBytes" })
            Assert.Contains($".{name} ", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Answer)> SendAsync(
        WebHost server, string? host, string? origin, string path = "/mcp", int bytes = 0, bool isLengthSaid = true)
    {
        var body = Encoding.UTF8.GetBytes(Discover + new string(' ', bytes));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new($"http://127.0.0.1:{server.Url.Port}"), path));
        request.Content = isLengthSaid ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in new[]
        {
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "server/discover"),
        })
            request.Headers.Add(name, value);
        if (host is not null)
            request.Headers.Host = host;
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<WebHost> StartAsync(
        Action<McpEndpointOptions>? configure = null, Action<IServiceCollection>? services = null, string url = "http://127.0.0.1:0") =>
        WebHost.StartAsync(
            cluster,
            all =>
            {
                var server = all.AddMcpServer().WithHttpTransport().WithSessionStore();
                if (configure is not null)
                    server.WithEndpointChecks(configure);
                services?.Invoke(all);
            },
            app =>
            {
                app.MapPost("/other", async (HttpContext context) => await context.Request.Body.CopyToAsync(Stream.Null));
                app.MapMcp("/mcp");
            },
            url: url);

    /// <summary>A body whose length is not known before it is read.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
