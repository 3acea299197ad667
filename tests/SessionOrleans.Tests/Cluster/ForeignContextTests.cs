using Orleans.Runtime;

namespace SessionOrleans.Cluster;

/// <summary>Nothing of a caller's flow leaves with a call but the trace.</summary>
public sealed class ForeignContextTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task ForeignContext_OfTheApplicationsOwnOrleans_StaysWithTheCaller()
    {
        await using var store = Fixture.NewStore();
        var id = $"foreign-{Guid.NewGuid():N}";
        RequestContext.Set("user", "the application's");

        await StaysAsync(() => store.SetAsync(id, 1));
        await StaysAsync(() => store.UpdateAsync<int>(id, value => value + 1));
        await StaysAsync(() => store.ExtendAsync(id, TimeSpan.FromHours(3)));
        await StaysAsync(() => store.TryLockAsync(id));

        async Task StaysAsync(Func<Task> call)
        {
            var saves = Fixture.Storage.Saves;
            await call();
            Assert.True(Fixture.Storage.Saves > saves);
            Assert.DoesNotContain("user", Fixture.Storage.LastContext);
            Assert.Equal("the application's", RequestContext.Get("user"));
        }
    }
}
