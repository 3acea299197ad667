using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SessionOrleans.Expiry;

namespace SessionOrleans.Cluster;

public sealed class OneHandlerTests(OneHandlerFixture fixture) : GrainTest(fixture), IClassFixture<OneHandlerFixture>
{
    [Fact]
    public async Task SiloWithoutAHandler_OfAClusterWhereOthersHaveOne_LeavesTheEndsToThem()
    {
        // The first silo looks every second whether the second has a handler.
        await Until.TrueAsync(() => Task.FromResult(Fixture.Cluster.Silos.All(silo =>
            Fixture.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<EndedSessionKeeping>().IsOn)));
        var ids = Enumerable.Range(0, 40).Select(_ => $"ended-{Guid.NewGuid():N}").ToArray();
        foreach (var id in ids)
            await Session(id).Write(Value("last", TimeSpan.FromMinutes(1)));
        Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var id in ids.Take(20))
            Assert.Equal(Outcome.Done, (await Session(id).Write(Value("new"))).Outcome);

        await Until.TrueAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count)
                .Select(shard => Fixture.Cluster.GrainFactory.GetGrain<IExpiryGrain>(shard).Sweep()));
            return fixture.Handler.Heard.Count >= ids.Length;
        });
        Assert.Equal(ids.Order(), fixture.Handler.Heard.Select(end => end.Id).Order());
    }
}
