using SessionOrleans.Expiry;

namespace SessionOrleans.Cluster;

/// <summary>Many sessions that ended while nobody swept: a reminder that was missed, or silos that were down.</summary>
public sealed class SweepTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    private const int Silos = 2;

    [Fact]
    public async Task Sweep_MuchDueAtOnce_IsTakenUpInTurnsWhileCallsAreServed()
    {
        var ids = Enumerable.Range(0, 2_000).Select(_ => $"due-{Guid.NewGuid():N}").ToArray();
        foreach (var id in ids)
            await EndingInAMinuteAsync(id);
        var live = NewSession();
        await live.Write(Value("a", TimeSpan.FromHours(3)));
        var held = Fixture.Storage.HoldPeeks();
        Fixture.Time.Advance(TimeSpan.FromSeconds(90));

        var sweeps = SweepAsync();

        // The shards are on one silo or on both, as Orleans places them.
        await Until.TrueAsync(() => Task.FromResult(Fixture.Storage.PeeksUnderWay >= SweepTurns.AtOnce));
        Assert.Equal("a", Text(await live.Read()));
        Assert.Equal(Outcome.Done, (await live.Write(Value("b"))).Outcome);
        Assert.Equal(Outcome.Absent, (await Session(ids[0]).Read()).Outcome);
        Assert.InRange(Fixture.Storage.PeeksUnderWay, SweepTurns.AtOnce, Silos * SweepTurns.AtOnce);

        held.SetResult();
        await sweeps;
        await Until.TrueAsync(async () =>
        {
            await SweepAsync();
            return (await Fixture.Memory.PeekAsync(ids)).All(record => record is null);
        });
        Assert.Equal("b", Text(await live.Read()));
    }

    private async Task EndingInAMinuteAsync(string id)
    {
        var now = Fixture.Clock.Now;
        var lifetime = new SessionLifetime(now, TimeSpan.FromMinutes(1), Sliding: false, CapAt: null, now.AddMinutes(1));
        await Fixture.Memory.SaveAsync(id, new() { Value = [1], Lifetime = lifetime }, expectedVersion: 0);
    }

    private Task SweepAsync() => Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count)
        .Select(shard => Fixture.Cluster.GrainFactory.GetGrain<IExpiryGrain>(shard).Sweep()));
}
