using Orleans.Runtime;
using SessionOrleans.Cluster;
using SessionOrleans.Expiry;
using SessionOrleans.Sessions;
using SessionOrleans.Storage;

namespace SessionOrleans.Performance.Tests.Memory;

/// <summary>Sessions that ended leave nothing behind: no record, no tombstone, no entry, no activation.</summary>
public sealed class MemoryIsFreedTests(FewPlacesFixture fixture) : GrainTest(fixture), IClassFixture<FewPlacesFixture>
{
    private const int Sessions = 5_000;
    private int _round;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sessions_ThatEnded_FreeTheirMemory(bool removed)
    {
        // Tables that grew keep their size, and pools what they hold, for the next ones: what is asked here is whether a second round adds
        // to it.
        await MakeAndEndAsync(Sessions, removed);
        var before = await CollectAsync();

        var full = await MakeAndEndAsync(Sessions, removed) - before;
        var left = await CollectAsync() - before;

        Assert.True(full > Sessions * 1_000L, $"the sessions were there: {full / Sessions} bytes each");
        Assert.Equal(0, Fixture.Memory.Records);
        Assert.True(left < full / 10, $"a round leaves {left:N0} of {full:N0} bytes");
    }

    /// <summary>Returns the bytes in use while all were there.</summary>
    private async Task<long> MakeAndEndAsync(int sessions, bool removed)
    {
        _round++;
        var ids = Enumerable.Range(0, sessions).Select(i => $"freed-{removed}-{_round}-{i}");
        var value = new byte[1_024];
        await Parallel.ForEachAsync(ids, async (id, _) =>
            Assert.Equal(Outcome.Done, (await Session(id).Write(Value("") with { Value = [.. value] })).Outcome));
        var full = GC.GetTotalMemory(forceFullCollection: true);
        if (removed)
            await Parallel.ForEachAsync(ids, async (id, _) => Assert.Equal(Outcome.Done, (await Session(id).Remove()).Outcome));
        Fixture.Time.Advance(removed ? StorageVersions.TombstoneLife : TimeSpan.FromHours(1));
        return full;
    }

    private async Task<long> CollectAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var shard = 0; shard < ExpiryShards.Count; shard++)
                await Fixture.Cluster.GrainFactory.GetGrain<IExpiryGrain>(shard).Sweep();
            Fixture.Time.Advance(StorageVersions.TombstoneLife);
        }

        // One that is about to end its last call is not collected: asked again until none is left.
        var management = Fixture.Cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        await Until.TrueAsync(async () =>
        {
            await management.ForceActivationCollection(TimeSpan.Zero);
            var grains = await management.GetSimpleGrainStatistics();
            return !grains.Any(
                grain => grain.GrainType.Contains(nameof(SessionGrain), StringComparison.Ordinal) && grain.ActivationCount > 0);
        }, TimeSpan.FromMinutes(1), "no session is in memory");
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
