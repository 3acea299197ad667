using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.GrainDirectory;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;
using SessionOrleans.Expiry;
using SessionOrleans.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>The embedded silo: what it has, and what becomes of it when it is lost.</summary>
public sealed class SiloHostTests
{
    [Fact]
    public async Task FatalError_OfTheSilo_BuildsAnotherThatHasTheSessions()
    {
        var link = NewLink();
        var connection = new StoreConnection(() => link);
        await connection.StartAsync(CancellationToken.None);
        await using var store = new SessionStore(connection, new SessionStoreOptions(), TimeProvider.System);
        await store.SetAsync("rebuilt-1", "kept");
        var lost = link.Silo.Silo!;

        lost.Services.GetRequiredService<IFatalErrorHandler>().OnFatalException(this, "declared dead, for this test");

        // At once, nobody is served by the lost silo; the store's calls wait for the next, for as long as they have patience.
        Assert.Equal(SiloState.Rebuilding, link.Silo.State);
        Assert.Equal("kept", (await store.GetAsync<string>("rebuilt-1"))?.Value);
        Assert.Equal(SiloState.Ready, link.Silo.State);
        Assert.NotSame(lost, link.Silo.Silo);
        Assert.Equal(lost.Ports, link.Silo.Silo!.Ports);
    }

    [Fact]
    public async Task FatalError_OfALostSiloOnceMore_IsNoNews()
    {
        var link = NewLink();
        await link.StartAsync(CancellationToken.None);
        var handler = link.Silo.Silo!.Services.GetRequiredService<IFatalErrorHandler>();

        handler.OnFatalException(this, "first");
        handler.OnFatalException(this, "second");
        await link.DisposeAsync();

        Assert.Equal(SiloState.Stopped, link.Silo.State);
        Assert.Throws<InvalidOperationException>(() => link.Grains);
    }

    [Fact]
    public async Task Start_FailsOnceListening_LeavesItsPortsFree()
    {
        var options = new SessionStoreOptions { Backend = SessionBackend.Memory, SiloPort = 23_461, GatewayPort = 23_462 };
        var setup = new SiloSetup(options, TimeProvider.System, NullLoggerFactory.Instance);
        await using var failing = new SiloLink(setup with
        {
            Configure = silo =>
                silo.AddStartupTask((_, _) => throw new NotSupportedException("for this test"), ServiceLifecycleStage.Active),
        });
        await Assert.ThrowsAsync<NotSupportedException>(() => failing.StartAsync(CancellationToken.None));

        await using var link = new SiloLink(setup);
        await link.StartAsync(CancellationToken.None);

        Assert.Equal(SiloState.Ready, link.Silo.State);
    }

    [Fact]
    public async Task Start_Cancelled_LeavesItsPortsFreeAndCanBeRepeated()
    {
        using var cancellation = new CancellationTokenSource();
        var options = new SessionStoreOptions { Backend = SessionBackend.Memory, SiloPort = 23_463, GatewayPort = 23_464 };
        await using var link = new SiloLink(new SiloSetup(options, TimeProvider.System, NullLoggerFactory.Instance, silo =>
            silo.AddStartupTask(
                (_, token) => token.IsCancellationRequested
                    ? Task.CompletedTask
                    : cancellation.CancelAsync(), ServiceLifecycleStage.ApplicationServices)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => link.StartAsync(cancellation.Token));
        Assert.Equal(SiloState.Stopped, link.Silo.State);

        await link.StartAsync(CancellationToken.None);

        Assert.Equal(SiloState.Ready, link.Silo.State);
    }

    [Fact]
    public async Task Start_SweepsOfTheIndex_AreStartedInTheBackground()
    {
        await using var link = NewLink();
        await link.StartAsync(CancellationToken.None);
        Assert.Single(link.Silo.Silo!.Services.GetServices<IHostedService>().OfType<SweepStarter>());
        using var starter = new SweepStarter(link.Grains, NullLogger<SweepStarter>.Instance, delay: TimeSpan.Zero, pace: TimeSpan.Zero);

        await starter.StartAsync(CancellationToken.None);
        await starter.ExecuteTask!.WaitAsync(Until.Hang);

        var management = link.Grains.GetGrain<IManagementGrain>(0);
        var statistics = await management.GetSimpleGrainStatistics();
        Assert.Equal(ExpiryShards.Parts, statistics.Where(one => one.GrainType.Contains("SweepGrain", StringComparison.Ordinal)).Sum(
            one => one.ActivationCount));
    }

    [Fact]
    public async Task Start_Silo_HasTheDirectoryThatSurvivesChangesOfMembership()
    {
        await using var link = NewLink();
        await link.StartAsync(CancellationToken.None);

        var directory = link.Silo.Silo!.Services.GetRequiredKeyedService<IGrainDirectory>(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY);

        Assert.Equal("DistributedGrainDirectory", directory.GetType().Name);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void TryTake_PortThatAnotherProgramListensOn_IsNotGiven(int silo, int gateway)
    {
        using var other = new TcpListener(IPAddress.Loopback, 23_451);
        other.Start();

        Assert.Null(PortReservation.TryTake(IPAddress.Loopback, new SiloPorts(23_451 + silo, 23_451 + gateway), out var taken));
        Assert.Equal(23_451, taken);
    }

    [Fact]
    public void TryTake_PortsReservedByAnotherSilo_AreNotGiven()
    {
        var ports = new SiloPorts(23_441, 23_442);
        using (var first = PortReservation.TryTake(IPAddress.Loopback, ports, out _))
        {
            Assert.NotNull(first);
            Assert.Null(PortReservation.TryTake(IPAddress.Loopback, ports, out _));
            Assert.Null(PortReservation.TryTake(IPAddress.Loopback, new SiloPorts(23_443, 23_442), out _));
        }

        using var again = PortReservation.TryTake(IPAddress.Loopback, ports, out _);
        Assert.NotNull(again);
    }

    private static SiloLink NewLink() => new(new SiloSetup(
        new SessionStoreOptions { Backend = SessionBackend.Memory }, TimeProvider.System, NullLoggerFactory.Instance));
}
