using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace SessionOrleans.Calls;

/// <summary>
/// Whether a call may be sent again hangs on sentences of Orleans. Orleans says each of them here, so that a version with other words is
/// noticed.
/// </summary>
public sealed class CallTroubleTests
{
    /// <summary>
    /// A silo that stops calls new sessions, stage by stage, while it goes down. Once its runtime has stopped, Orleans says of all calls
    /// what it says of those that were under way: sent again, they could be carried out twice.
    /// </summary>
    [Fact]
    public async Task IsNotCarriedOut_CallsOfASiloThatStops_IsTrueUntilItsRuntimeHasStopped()
    {
        var caller = new StoppingCaller();
        using var host = Build(silo => silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider =>
        {
            caller.Grains = provider.GetRequiredService<IGrainFactory>();
            return caller;
        }));
        await host.StartAsync();
        await host.StopAsync();

        Assert.All(caller.Refused, refusal => Assert.True(IsNotCarriedOut(refusal), refusal.Message));
        Assert.Contains(caller.Refused, refusal => refusal.GetType() == typeof(OrleansException));
        Assert.Contains(caller.Refused, refusal => refusal is SiloUnavailableException);
        var last = Assert.IsType<SiloUnavailableException>(caller.AfterTheRuntime);
        Assert.False(IsNotCarriedOut(last), last.Message);
        Assert.True(CallTroubles.Of(last) is CallTrouble.InDoubt);
    }

    /// <summary>A message for a silo that is known to be dead is not sent, and one that stops sends it back: with this exception.</summary>
    [Fact]
    public void IsNotCarriedOut_RefusedForASiloThatIsGone_IsTrue() => Assert.True(IsNotCarriedOut(new SiloUnavailableException()));

    [Fact]
    public async Task IsNotCarriedOut_NoSiloToPlaceItOn_IsTrue()
    {
        using var host = Build();
        var director = host.Services.GetRequiredKeyedService<IPlacementDirector>(typeof(ResourceOptimizedPlacement));
        var target = new PlacementTarget(GrainId.Create("session", "a"), [], default, 0);

        var refusal = await Assert.ThrowsAsync<SiloUnavailableException>(
            () => director.OnAddActivation(new ResourceOptimizedPlacement(), target, new NoSilos()));

        Assert.True(IsNotCarriedOut(refusal), refusal.Message);
    }

    private static bool IsNotCarriedOut(Exception refusal) => CallTroubles.Of(refusal) is CallTrouble.NotCarriedOut;

    private static IHost Build(Action<ISiloBuilder>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            var (port, gateway) = FreePort.TakeTwo();
            silo.UseLocalhostClustering(port, gateway);
            silo.AddSessionStore();
            configure?.Invoke(silo);
        });
        return builder.Build();
    }

    private sealed class NoSilos : IPlacementContext
    {
        public SiloAddress LocalSilo { get; } = SiloAddress.Zero;

        public SiloStatus LocalSiloStatus => SiloStatus.Active;

        public SiloAddress[] GetCompatibleSilos(PlacementTarget target) => [];

        public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) =>
            new Dictionary<ushort, SiloAddress[]>();
    }
}
