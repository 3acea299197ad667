using Orleans.Runtime;

namespace SessionOrleans.Cluster;

/// <summary>Nothing of a caller's flow leaves with a call but the trace.</summary>
public sealed class ForeignContextTests(ContextFixture fixture) : IClassFixture<ContextFixture>
{
    [Fact]
    public async Task ForeignContext_OfTheApplicationsOwnOrleans_StaysWithTheCaller()
    {
        await using var store = fixture.NewStore();
        var id = $"foreign-{Guid.NewGuid():N}";
        RequestContext.Set("user", "the application's");

        await StaysAsync(() => store.SetAsync(id, 1));
        await StaysAsync(() => store.GetAsync<int>(id));
        await StaysAsync(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.GetAsync<int>(id))));
        await StaysAsync(() => store.GetInfoAsync(id));
        await StaysAsync(() => store.UpdateAsync<int>(id, value => value + 1));
        await StaysAsync(() => store.ExtendAsync(id, TimeSpan.FromHours(3)));
        await StaysAsync(() => store.Directory.CountAsync());
        await StaysAsync(() => store.Signals.SendAsync("topic", "heard"));
        await StaysAsync(async () => await (await store.Signals.ListenAsync("topic", static _ => { })).DisposeAsync());
        await StaysAsync(async () => await (await store.LockAsync(id)).DisposeAsync());
        await StaysAsync(async () =>
        {
            await using var held = await store.LockAsync(id);
            await held.UpdateAsync<int>(value => value + 1);
            Assert.Null(await store.TryLockAsync(id));
            await Assert.ThrowsAsync<TimeoutException>(() => store.LockAsync(id, TimeSpan.FromMilliseconds(100)));
            await store.Directory.BreakLockAsync(id, "a test");
        });
        await StaysAsync(() => store.RemoveAsync(id));

        async Task StaysAsync(Func<Task> call)
        {
            fixture.Heard.Clear();
            await call();
            Assert.NotEmpty(fixture.Heard);
            Assert.DoesNotContain("user", fixture.Heard);
            Assert.Equal("the application's", RequestContext.Get("user"));
        }
    }
}
