using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;

namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>Two MCP servers on Kestrel with the SDK and nothing of ours. A bearer token is the name of who signed in.</summary>
public sealed class AloneHosts : IAsyncDisposable
{
    private readonly List<WebApplication> _hosts = [];

    /// <summary>Where they listen.</summary>
    public IReadOnlyList<Uri> Endpoints => [.. _hosts.Select(host => new Uri($"{host.Urls.First()}/mcp"))];

    /// <summary>Starts them.</summary>
    public static async Task<AloneHosts> StartAsync(
        Action<IMcpServerBuilder> configure, Action<HttpServerTransportOptions>? transport = null)
    {
        var hosts = new AloneHosts();
        for (var i = 0; i < 2; i++)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Services.AddRoutingCore();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddSingleton<InMemoryCounters>();
            configure(builder.Services.AddMcpServer().WithHttpTransport(http => transport?.Invoke(http)));

            var app = builder.Build();
            hosts._hosts.Add(app);
            app.Use((context, next) =>
            {
                if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var user])
                    context.User = new(new ClaimsIdentity([new Claim("sub", user)], "Bearer"));
                return next(context);
            });
            app.MapMcp("/mcp");
            await app.StartAsync();
        }

        return hosts;
    }

    /// <summary>The services of one host.</summary>
    public IServiceProvider ServicesOf(int host) => _hosts[host].Services;

    /// <summary>Connects the SDK's client to one host.</summary>
    public Task<McpClient> ConnectAsync(int host, string era, string? user = null, McpClientHandlers? handlers = null) =>
        McpClient.CreateAsync(
        new HttpClientTransport(new()
        {
            Endpoint = Endpoints[host],
            AdditionalHeaders = user is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {user}" },
        }),
        new() { ProtocolVersion = era, Handlers = handlers ?? new() });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }
}
