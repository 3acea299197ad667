using System.IO.Pipelines;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>A real server and the SDK's real client, in this process, over a pipe.</summary>
public sealed class InProcessServer : IAsyncDisposable
{
    private readonly IHost _host;

    private InProcessServer(IHost host, McpClient client) => (_host, Client) = (host, client);

    /// <summary>The client, connected.</summary>
    public McpClient Client { get; }

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a server.</summary>
    /// <param name="store">The store; null: the server registers what it wants itself.</param>
    /// <param name="configure">Its tools and filters.</param>
    /// <param name="era">The revision that the client insists on.</param>
    /// <param name="log">Where it logs.</param>
    /// <param name="handlers">What the client answers when it is asked.</param>
    public static async Task<InProcessServer> StartAsync(
        ISessionStore? store, Action<IMcpServerBuilder> configure, string era = ProtocolEras.Stateless, ILoggerProvider? log = null,
        McpClientHandlers? handlers = null)
    {
        var toServer = new Pipe();
        var toClient = new Pipe();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        if (log is not null)
            builder.Logging.AddProvider(log);
        if (store is not null)
            builder.Services.AddSingleton(store); // An instance is not the container's to dispose.
        configure(builder.Services.AddMcpServer().WithStreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()));

        var host = builder.Build();
        try
        {
            await host.StartAsync();
            var transport = new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream());
            return new(host, await McpClient.CreateAsync(transport, new() { ProtocolVersion = era, Handlers = handlers ?? new() }));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
