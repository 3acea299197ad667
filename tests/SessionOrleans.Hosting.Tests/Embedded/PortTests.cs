using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>The ports of a silo in an application are the application's first.</summary>
public sealed class PortTests
{
    /// <summary>An address of this machine that no other test has, on any port.</summary>
    private static readonly IPAddress Here = new([127, 77, (byte)(Environment.ProcessId >> 8), (byte)Environment.ProcessId]);

    [Fact]
    public async Task PortTakenFromTheApplication_ServerOnThePortsOfSilos_StartsBesideTheStore()
    {
        var builder = NewHost();
        builder.Services.AddSessionStore(Memory);
        // An application's server starts after the store.
        builder.Services.AddSingleton<IHostedService>(new Listener(Here, 30_000));
        builder.Services.AddSingleton<IHostedService>(new Listener(Here, 11_111));
        using var host = builder.Build();

        await host.StartAsync();

        await host.Services.GetRequiredService<ISessionStore>().SetAsync("port-1", "kept");
        Assert.Equal(1, PortListeners.Count(Here, 11_111));
        Assert.Equal(1, PortListeners.Count(Here, 30_000));
        await host.StopAsync();
    }

    [Fact]
    public async Task PortTakenFromTheApplication_OrleansOfItsOwnOnTheUsualPorts_BothServe()
    {
        var builder = NewHost();
        builder.UseOrleans(silo => silo
            .UseDevelopmentClustering(new IPEndPoint(Here, 11_111)).ConfigureEndpoints(Here, siloPort: 11_111, gatewayPort: 30_000));
        builder.Services.AddSessionStore(Memory);
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(1, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IVisitingGrain>("visitor").Visit("port-2"));
        Assert.Equal(1, PortListeners.Count(Here, 11_111));
        Assert.Equal(1, PortListeners.Count(Here, 30_000));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(nameof(SessionStoreOptions.SiloPort))]
    [InlineData(nameof(SessionStoreOptions.GatewayPort))]
    public async Task PortTakenUnnamed_OneThatIsConfigured_IsNamedWithItsOption(string option)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var options = new SessionStoreOptions { ClusterSecret = ClusterSecret.Value };
        typeof(SessionStoreOptions).GetProperty(option)!.SetValue(options, port);

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => SessionStoreFactory.CreateMemoryAsync(options));

        Assert.StartsWith($"Port {port} of 127.0.0.1 is taken, and SessionStoreOptions.{option} asks for it.", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortShared_OrleansThatListensFirst_IsSeenAndLeftAlone()
    {
        using var orleans = ListenAsOrleansDoes(port: 0);
        var port = ((IPEndPoint)orleans.LocalEndPoint!).Port;

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateMemoryAsync(new() { SiloPort = port }));

        Assert.Contains($"Port {port}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortShared_OrleansThatListensLater_IsNamedInTheLog()
    {
        var (silo, gateway) = FreePort.TakeTwo();
        await using var store = await SessionStoreFactory.CreateMemoryAsync(
            new() { SiloPort = silo, GatewayPort = gateway, ClusterSecret = ClusterSecret.Value });
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(recording));
        using var watch =
            new PortWatch(IPAddress.Loopback, new(silo, gateway), TimeSpan.FromMilliseconds(10), loggers.CreateLogger<PortWatch>());
        await watch.StartAsync(CancellationToken.None);
        Assert.False(watch.ExecuteTask!.IsCompleted);

        using var orleans = ListenAsOrleansDoes(gateway);

        await watch.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));
        var (_, level, message) = Assert.Single(recording.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains($"port {gateway} of 127.0.0.1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortShared_EverySilo_WatchesItsPorts()
    {
        await using var link = new SiloLink(new SiloSetup(
            new SessionStoreOptions { Backend = SessionBackend.Memory }, TimeProvider.System, NullLoggerFactory.Instance));
        await link.StartAsync(CancellationToken.None);

        Assert.Single(link.Silo.Silo!.Services.GetServices<IHostedService>().OfType<PortWatch>());
    }

    private static void Memory(SessionStoreOptions options) => (options.Backend, options.AdvertisedAddress) = (SessionBackend.Memory, Here);

    private static Socket ListenAsOrleansDoes(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }

    private static HostApplicationBuilder NewHost()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection();
        return builder;
    }
}
