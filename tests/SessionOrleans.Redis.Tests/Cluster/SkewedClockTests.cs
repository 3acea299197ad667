using Orleans.Runtime;
using SessionOrleans.Hosting;
using SessionOrleans.Locking;

namespace SessionOrleans.Cluster;

/// <summary>Clocks of silos twenty seconds apart change nothing, since what is stored is in Redis' time (G2).</summary>
public sealed class SkewedClockTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    /// <summary>Of how well a silo on a busy machine knows Redis' time. Its own is twenty seconds off.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public async Task Lease_TakenOverByASiloWithAnotherClock_EndsWhenItShould(int seconds)
    {
        await using var silos = await SkewedSilos.StartAsync(TimeProvider.System, new SkewedTime(TimeSpan.FromSeconds(seconds)));
        var skewed = silos.Cluster.SecondarySilos[0];
        var session = await SessionOnAsync(silos, skewed.SiloAddress);
        var before = await silos.RedisTimeAsync();
        var held = await session.Acquire(Attempt());
        var after = await silos.RedisTimeAsync();
        await silos.Cluster.StopSiloAsync(skewed);

        var next = Attempt();
        var reply = await session.Acquire(next);
        Assert.Equal(Outcome.Pending, reply.Outcome);
        await Until.TrueAsync(
            async () => (reply = await session.Acquire(next)).Outcome is Outcome.Granted, TimeSpan.FromSeconds(60), "the lease ends");

        var between = reply.HeldSince - held.HeldSince;
        output.WriteLine($"The next was granted the lock {between.TotalSeconds:0.00} s after the first.");
        Assert.InRange(held.HeldSince, before - Tolerance, after + Tolerance);
        Assert.InRange(
            between, Lease, Lease + CallTimings.RestoredLease + TimeSpan.FromSeconds(10));
        Assert.True(reply.FencingToken > held.FencingToken);
    }

    private static LockRequest Attempt() => new(Guid.NewGuid(), Lease, LockPurpose.Hold, Queue: true);

    private static async Task<ISessionGrain> SessionOnAsync(SkewedSilos silos, SiloAddress silo)
    {
        var management = silos.Cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        ISessionGrain session;
        do
        {
            session = silos.Cluster.GrainFactory.GetGrain<ISessionGrain>($"skewed-{Guid.NewGuid():N}");
            await session.Inspect();
        }
        while (!Equals(await management.GetActivationAddress(session), silo));
        return session;
    }
}
