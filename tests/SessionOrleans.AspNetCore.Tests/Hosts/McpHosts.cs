using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>
/// Two MCP servers on Kestrel, each a client of the cluster. A bearer token is the name of who signed in (<see
/// cref="SignIns"/>): what a real one would be verified to.
/// </summary>
public sealed class McpHosts : IAsyncDisposable
{
    /// <summary>The revision without handshake and sessions.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>The last one with them.</summary>
    public const string Handshake = "2025-11-25";

    private readonly List<WebHost> _hosts = [];

    /// <summary>The hosts.</summary>
    public IReadOnlyList<WebHost> All => _hosts;

    /// <summary>Starts two.</summary>
    public static async Task<McpHosts> StartAsync(
        Cluster cluster,
        Action<IMcpServerBuilder> configure,
        Action<HttpServerTransportOptions>? transport = null,
        Action<WebApplication>? before = null,
        ILoggerProvider? log = null,
        LogLevel level = LogLevel.Debug)
    {
        var hosts = new McpHosts();
        try
        {
            for (var i = 0; i < 2; i++)
            {
                hosts._hosts.Add(await WebHost.StartAsync(
                    cluster,
                    services => configure(services.AddMcpServer().WithHttpTransport(transport).WithSessionStore()),
                    app =>
                    {
                        app.Use(SignIn);
                        before?.Invoke(app);
                        app.MapMcp("/mcp");
                    },
                    log,
                    level: level));
            }

            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects the SDK's client to one host.</summary>
    public Task<McpClient> ConnectAsync(int host, string? user = null, string era = Stateless, McpClientHandlers? handlers = null) =>
        McpClient.CreateAsync(
            new HttpClientTransport(Options(host, user)),
            new() { ProtocolVersion = era, Handlers = handlers ?? new() });

    /// <summary>Connects the SDK's client to both, as a proxy that hands out requests in turn would.</summary>
    public Task<McpClient> ConnectInTurnAsync(string? user = null, string era = Stateless, McpClientHandlers? handlers = null) =>
        McpClient.CreateAsync(
            new HttpClientTransport(
                Options(0, user), new HttpClient(new InTurn([.. _hosts.Select(host => host.Url)])), ownsHttpClient: true),
            new() { ProtocolVersion = era, Handlers = handlers ?? new() });

    /// <summary>Where a host's server is, and who calls.</summary>
    public HttpClientTransportOptions Options(int host, string? user = null) => new()
    {
        Endpoint = new(_hosts[host].Url, "/mcp"),
        AdditionalHeaders = user is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {user}" },
    };

    /// <summary>Stops a host.</summary>
    public async Task StopAsync(int host) => await _hosts[host].DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    private static Task SignIn(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next)
    {
        if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var user])
            context.User = SignIns.Principal(user);
        return next(context);
    }

    private sealed class InTurn(IReadOnlyList<Uri> hosts) : DelegatingHandler(new HttpClientHandler())
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(hosts[Interlocked.Increment(ref _next) % hosts.Count], request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
