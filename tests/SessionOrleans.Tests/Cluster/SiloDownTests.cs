using Orleans.Runtime;

namespace SessionOrleans.Cluster;

/// <summary>What another activation makes of what one left behind.</summary>
public sealed class SiloDownTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Silo_Stopped_SessionsAndLocksGoOnElsewhere()
    {
        var management = Fixture.Cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        var doomed = Fixture.Cluster.SecondarySilos[0];
        ISessionGrain session;
        do
        {
            session = NewSession();
            await session.Write(Value("a"));
        }
        while (!Equals(await management.GetActivationAddress(session), doomed.SiloAddress));

        var attempt = Attempt(leaseSeconds: 10);
        var held = await session.Acquire(attempt);
        var version = (await session.Read()).Session!.Version;
        await Fixture.Cluster.StopSiloAsync(doomed);

        Assert.Equal("a", Text(await session.Read()));
        Assert.Equal(held.FencingToken, (await session.Acquire(attempt)).FencingToken);
        Assert.Equal(Outcome.Pending, (await session.Acquire(Attempt())).Outcome);
        Assert.Equal(Outcome.Locked, (await session.Write(Value("b"))).Outcome);
        var written = await session.Write(Value("c") with { FencingToken = held.FencingToken });
        Assert.True(written.Session!.Version > version);

        Fixture.Time.Advance(TimeSpan.FromSeconds(10.5));
        Assert.Equal(Outcome.Pending, (await session.Acquire(Attempt())).Outcome);
    }
}
