namespace SessionOrleans.Cluster;

/// <summary>A grant whose answer took longer than its lease: what is left is asked for again.</summary>
public sealed class LateGrantTests(LoneSiloFixture fixture) : GrainTest(fixture), IClassFixture<LoneSiloFixture>
{
    [Fact]
    public async Task TryLock_AnswerThatTookLongerThanTheLease_IsHeldAllTheSame() =>
        await AssertHeldAsync(async store => (await store.TryLockAsync($"late-{Guid.NewGuid():N}"))!);

    [Fact]
    public async Task Lock_AnswerThatTookLongerThanTheLease_IsHeldAllTheSame() =>
        await AssertHeldAsync(store => store.LockAsync($"late-{Guid.NewGuid():N}", TimeSpan.FromMinutes(5)));

    private async Task AssertHeldAsync(Func<ISessionStore, Task<ISessionLock>> take)
    {
        var store = new SessionStore(new ClusterConnection(Fixture.Cluster.GrainFactory), new SessionStoreOptions(), new LateTime());

        var held = await take(store);

        await held.SetAsync("written under it");
        Assert.False(held.Lost.IsCancellationRequested);
        await held.DisposeAsync();
    }

    /// <summary>A clock that was a minute behind when it was first read: twice a lease, and less than the wait.</summary>
    private sealed class LateTime : TimeProvider
    {
        private int _reads;

        public override long GetTimestamp() =>
            base.GetTimestamp() - (Interlocked.Increment(ref _reads) == 1 ? 60 * TimestampFrequency : 0);
    }
}
