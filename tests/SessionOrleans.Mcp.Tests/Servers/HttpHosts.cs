using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;

namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>
/// MCP servers on Kestrel, each with services of its own, that share nothing but a store. A bearer token is the name of who signed in
/// (<see cref="SignIns"/>): what a real one would be verified to.
/// </summary>
public sealed class HttpHosts : IAsyncDisposable
{
    private readonly List<WebApplication> _hosts = [];

    /// <summary>Where they listen.</summary>
    public IReadOnlyList<Uri> Endpoints => [.. _hosts.Select(host => new Uri($"{host.Urls.First()}/mcp"))];

    /// <summary>Starts two of them.</summary>
    /// <param name="store">What they share.</param>
    /// <param name="configure">Their tools.</param>
    /// <param name="mode">Whether they keep transport sessions.</param>
    /// <param name="time">Their clock.</param>
    /// <param name="tools">How their tools use the store.</param>
    public static async Task<HttpHosts> StartAsync(
        ISessionStore store, Action<IMcpServerBuilder> configure, HttpServerSessionMode mode = HttpServerSessionMode.Stateless,
        TimeProvider? time = null, Action<SessionToolsOptions>? tools = null)
    {
        var hosts = new HttpHosts();
        try
        {
            for (var i = 0; i < 2; i++)
                hosts._hosts.Add(await StartOneAsync(store, configure, mode, time, tools));
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects the SDK's client to one host.</summary>
    public Task<McpClient> ConnectAsync(int host, string? user, string era, McpClientHandlers? handlers = null) =>
        ConnectAsync(new() { Endpoint = Endpoints[host], AdditionalHeaders = Bearer(user) }, new HttpClient(), era, handlers);

    /// <summary>Connects the SDK's client to all hosts, as a proxy that hands requests out in turn would.</summary>
    public Task<McpClient> ConnectToAllAsync(string? user, string era, McpClientHandlers? handlers = null) =>
        ConnectAsync(
            new() { Endpoint = Endpoints[0], AdditionalHeaders = Bearer(user) }, new HttpClient(new RoundRobin(Endpoints)), era, handlers);

    /// <summary>Calls a tool, through a client of its own: what it said.</summary>
    public async Task<string> AskAsync(int host, string? user, string era, string tool, params (string Name, object Value)[] arguments) =>
        (await CallAsync(host, user, era, tool, arguments)).Text();

    /// <summary>Calls a tool that is expected to fail: what it said.</summary>
    public async Task<string> FailAsync(int host, string? user, string era, string tool, params (string Name, object Value)[] arguments) =>
        (await CallAsync(host, user, era, tool, arguments)).ErrorText();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    private async Task<CallToolResult> CallAsync(
        int host, string? user, string era, string tool, (string Name, object Value)[] arguments)
    {
        await using var client = await ConnectAsync(host, user, era);
        return await client.CallToolAsync(tool, arguments.ToDictionary(
            argument => argument.Name, argument => (object?)JsonSerializer.SerializeToElement(argument.Value)));
    }

    private static Task<McpClient> ConnectAsync(
        HttpClientTransportOptions options, HttpClient http, string era, McpClientHandlers? handlers) =>
        McpClient.CreateAsync(
            new HttpClientTransport(options, http, ownsHttpClient: true), new() { ProtocolVersion = era, Handlers = handlers ?? new() });

    private static Dictionary<string, string>? Bearer(string? user) => user is null ? null : new() { ["Authorization"] = $"Bearer {user}" };

    private static async Task<WebApplication> StartOneAsync(
        ISessionStore store, Action<IMcpServerBuilder> configure, HttpServerSessionMode mode, TimeProvider? time,
        Action<SessionToolsOptions>? tools)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(store); // An instance is not the container's to dispose.
        if (time is not null)
            builder.Services.AddSingleton(time);
        configure(
            builder.Services.AddMcpServer().WithHttpTransport(http => http.SessionMode = mode).WithSessionStore(configureTools: tools));

        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var user])
                context.User = SignIns.Principal(user);
            return next(context);
        });
        app.MapMcp("/mcp");
        await app.StartAsync();
        return app;
    }

    private sealed class RoundRobin(IReadOnlyList<Uri> endpoints) : DelegatingHandler(new HttpClientHandler())
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = endpoints[Interlocked.Increment(ref _next) % endpoints.Count];
            return base.SendAsync(request, cancellationToken);
        }
    }
}
