using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;

namespace SessionOrleans.Handshake;

/// <summary>A silo on memory opens what is needed, and no more.</summary>
public sealed class MemoryPortTests
{
    [Fact]
    public async Task SiloPort_OfASiloThatStaysAlone_LetsNobodyIn()
    {
        var port = FreePort.Take();
        await using var store = await SessionStoreFactory.CreateMemoryAsync(new() { SiloPort = port });

        await using var stranger = await RawPeer.SayAsync(
            new(IPAddress.Loopback, port), await RawPeer.PreambleAsync(new SessionStoreOptions().Prefix));

        Assert.Empty(await stranger.HearAllAsync());
    }

    [Fact]
    public async Task Gateway_NotAskedFor_IsNotOpened()
    {
        await using var link = NewSilo(new() { Backend = SessionBackend.Memory });
        await link.StartAsync(CancellationToken.None);

        Assert.Equal(0, link.Silo.Silo!.Ports.Gateway);
    }

    [Fact]
    public async Task Gateway_AskedForWithoutAProof_IsNotOpenedAndSaysWhatToDo()
    {
        var log = new LogBook();
        await using var link = NewSilo(new() { Backend = SessionBackend.Memory, GatewayPort = FreePort.Take() }, log);
        await link.StartAsync(CancellationToken.None);

        Assert.Equal(0, link.Silo.Silo!.Ports.Gateway);
        Assert.Contains("SessionStoreOptions.ClusterSecret", Assert.Single(log.Of(LogLevel.Warning), line =>
            line.StartsWith("No port is opened for clients", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_InDevelopment_ServesThisMachine()
    {
        var options = new SessionStoreOptions { Backend = SessionBackend.Memory, GatewayPort = FreePort.Take() };
        await using var link = NewSilo(options, isDevelopment: true);
        await link.StartAsync(CancellationToken.None);
        await using var client = new ClientLink(options, NullLoggerFactory.Instance, configure: null, isDevelopment: true);

        await client.StartAsync(CancellationToken.None);

        Assert.Equal(SessionBackend.Memory, client.Status.Backend);
    }

    [Fact]
    public async Task Client_OutsideOfDevelopmentWithoutAnyProof_TakesNoSiloOnLocalhost()
    {
        await using var client = new ClientLink(new(), NullLoggerFactory.Instance, configure: null);

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => client.StartAsync(CancellationToken.None));

        Assert.Contains("SessionStoreOptions.RedisUrl", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ClusterSecret", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A silo in another's place: it took the port, and does not know the secret.</summary>
    [Fact]
    public async Task Client_SiloOnLocalhostThatDoesNotProveItself_IsNotTaken()
    {
        var options = new SessionStoreOptions
        {
            Backend = SessionBackend.Memory, GatewayPort = FreePort.Take(), AllowUnauthenticatedCluster = true,
        };
        await using var impostor = NewSilo(options);
        await impostor.StartAsync(CancellationToken.None);
        await using var client = new ClientLink(
            new() { GatewayPort = options.GatewayPort, ClusterSecret = ClusterSecret.Value }, NullLoggerFactory.Instance, configure: null,
            connectWithin: TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => client.StartAsync(CancellationToken.None));

        Assert.Contains("it does not prove that it belongs", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Where Redis is on another machine, a silo listens on the address that leads there; a developer's does not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Address_RedisElsewhere_IsLoopbackInDevelopment(bool isDevelopment)
    {
        var here = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
            ?? IPAddress.Loopback;
        await using var redis = await RedisServer.StartAsync("--bind", "0.0.0.0", "--protected-mode", "no");
        var options = new SessionStoreOptions { RedisUrl = $"redis://{here}:{redis.Port}", Backend = SessionBackend.Redis };

        await using var backend = await RedisBackend.ConnectAsync(
            new SiloSetup(options, TimeProvider.System, NullLoggerFactory.Instance, IsDevelopment: isDevelopment));

        Assert.Equal(isDevelopment ? IPAddress.Loopback : here, backend.Address);
    }

    private static SiloLink NewSilo(SessionStoreOptions options, ILoggerFactory? log = null, bool isDevelopment = false) =>
        new(new SiloSetup(options, TimeProvider.System, log ?? NullLoggerFactory.Instance, IsDevelopment: isDevelopment));
}
