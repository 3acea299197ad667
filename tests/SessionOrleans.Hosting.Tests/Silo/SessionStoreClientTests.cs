using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;

namespace SessionOrleans.Silo;

/// <summary>A store in this process, its silo in another.</summary>
public sealed class SessionStoreClientTests(MemorySilo silo) : IClassFixture<MemorySilo>
{
    private static readonly (string, string) Memory = ("SessionStore__Backend", "Memory");

    [Fact]
    public async Task AddSessionStoreClient_TwoClientsOfOneSilo_ShareSessionsAndLocks()
    {
        using var one = await StartClientAsync(silo.GatewayPort);
        using var other = await StartClientAsync(silo.GatewayPort);
        var (here, there) = (StoreOf(one), StoreOf(other));

        await here.SetAsync("client-1", "from here");
        await using var held = await here.TryLockAsync("client-1");

        Assert.Equal("from here", (await there.GetAsync<string>("client-1"))?.Value);
        Assert.NotNull(held);
        Assert.Null(await there.TryLockAsync("client-1"));
        Assert.Equal(SessionStoreHosting.Client, there.Status.Hosting);
    }

    [Fact]
    public async Task AddSessionStore_HostingClientInConfiguration_StartsNoSilo()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
        [
            new("SessionStore:Hosting", "Client"),
            new("SessionStore:GatewayPort", silo.GatewayPort.ToString(provider: null)),
            new("SessionStore:ClusterSecret", ClusterSecret.Value),
        ]);
        builder.Services.AddSessionStore();
        using var host = builder.Build();
        await host.StartAsync();

        await StoreOf(host).SetAsync("client-2", 2);

        Assert.Equal(SessionStoreHosting.Client, StoreOf(host).Status.Hosting);
        using var other = await StartClientAsync(silo.GatewayPort);
        Assert.Equal(2, (await StoreOf(other).GetAsync<int>("client-2"))?.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandlerThatIsNeverCalled_RegisteredInAClient_IsWarnedOfAtStart(bool byOptions)
    {
        var log = new LogBook();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<ILoggerFactory>(log).AddSingleton<ISessionExpirationHandler, NeverCalled>();
        if (byOptions)
            builder.Services.AddSessionStore(options =>
            {
                options.Hosting = SessionStoreHosting.Client;
                Reach(options, silo.GatewayPort);
            });
        else
            builder.Services.AddSessionStoreClient(options => Reach(options, silo.GatewayPort));
        using var host = builder.Build();
        await host.StartAsync();

        var warning = Assert.Single(log.Of(LogLevel.Warning), line => line.Contains("ISessionExpirationHandler", StringComparison.Ordinal));
        Assert.Contains("Register the handler where a silo runs", warning, StringComparison.Ordinal);
    }

    private sealed class NeverCalled : ISessionExpirationHandler
    {
        public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was called.");
    }

    [Fact]
    public async Task SilentClient_WithoutRedis_SaysWhichSiloItTook()
    {
        using var log = new LogBook();

        await using var link = new ClientLink(
            new() { GatewayPort = silo.GatewayPort, Prefix = "mcp:session:", ClusterSecret = ClusterSecret.Value }, log, configure: null);
        await link.StartAsync(CancellationToken.None);

        Assert.Contains(log.Of(LogLevel.Information), line =>
            line.StartsWith("The session store is ready, as a client: prefix mcp:session:, ", StringComparison.Ordinal)
            && line.Contains($"of the silo on this machine at 127.0.0.1:{silo.GatewayPort}", StringComparison.Ordinal));
        Assert.Contains($"127.0.0.1:{silo.GatewayPort}", link.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoSiloThere_SaysWhatToDo()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await using var link = NewLink(new() { GatewayPort = port, ClusterSecret = ClusterSecret.Value });
        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => link.StartAsync(CancellationToken.None));

        Assert.Contains($"127.0.0.1:{port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Silo", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SiloOfAnotherPrefix_IsNotJoined()
    {
        await using var link = NewLink(new() { GatewayPort = silo.GatewayPort, Prefix = "ours:", ClusterSecret = ClusterSecret.Value });

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => link.StartAsync(CancellationToken.None));

        Assert.Contains("'ours:'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SiloThatComesLater_IsWaitedFor()
    {
        var ports = FreePort.TakeTwo();

        var client = StartClientAsync(ports.Gateway);
        await using var silo = await SiloProcess.StartAsync([Memory, .. Named(ports)]);
        using var host = await client;

        await StoreOf(host).SetAsync("client-3", 3);
        Assert.Equal(3, (await StoreOf(host).GetAsync<int>("client-3"))?.Value);
    }

    [Fact]
    public async Task Call_AfterTheSiloWasRestarted_FindsItAgain()
    {
        // Ports of their own: those that silos choose may be taken by another while there is none on them.
        var ports = FreePort.TakeTwo();
        var first = await SiloProcess.StartAsync([Memory, .. Named(ports)]);
        using var host = await StartClientAsync(ports.Gateway);
        await StoreOf(host).SetAsync("client-4", "gone with its silo");
        await first.DisposeAsync();

        await using var second = await SiloProcess.StartAsync([Memory, .. Named(ports)]);

        Assert.Null(await FirstAnswerAsync(() => StoreOf(host).GetAsync<string>("client-4")));
    }

    /// <summary>Each call waits some seconds of its own before it gives up; a handful of them is bound enough.</summary>
    private static async Task<T> FirstAnswerAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (SessionStoreUnavailableException) when (attempt < 5)
            {
            }
        }
    }

    private static (string, string)[] Named((int Silo, int Gateway) ports) =>
    [
        ("SessionStore__SiloPort", ports.Silo.ToString(provider: null)),
        ("SessionStore__GatewayPort", ports.Gateway.ToString(provider: null)),
    ];

    private static ClientLink NewLink(SessionStoreOptions options) =>
        new(options, NullLoggerFactory.Instance, configure: null, connectWithin: TimeSpan.FromSeconds(1));

    private static void Reach(SessionStoreOptions options, int gatewayPort) =>
        (options.GatewayPort, options.ClusterSecret) = (gatewayPort, ClusterSecret.Value);

    private static ISessionStore StoreOf(IHost host) => host.Services.GetRequiredService<ISessionStore>();

    private static async Task<IHost> StartClientAsync(int gatewayPort)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSessionStoreClient(options => Reach(options, gatewayPort));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
