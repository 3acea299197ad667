using SessionOrleans.Hosting;

namespace SessionOrleans.Storage;

/// <summary>Redis takes records away by itself: a grace after their deadline, on every path.</summary>
[Collection(RedisCollection.Name)]
public sealed class TimeToLiveTests(RedisFixture redis) : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly string _id = Sample.NewId();
    private RedisBackend _backend = null!;

    private DateTimeOffset Now => _backend.Clock.Now;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(RedisSave.StagedFrom)]
    public async Task Write_Finite_IsDeadlineAndGrace(int length)
    {
        await SaveAsync(Sample.Session(Now, Hour, value: new byte[length]));

        await AssertLivesAsync(Hour + StorageVersions.Grace);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RedisSave.StagedFrom)]
    public async Task Write_Infinite_IsNone(int length)
    {
        await SaveAsync(Sample.Session(Now, Timeout.InfiniteTimeSpan, value: new byte[length]));

        Assert.Null(await _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(_id)));
    }

    [Fact]
    public async Task Extend_Later_IsTheNewDeadlineAndGrace()
    {
        var saved = await SaveAsync(Sample.Session(Now, Hour));

        await SaveAsync(saved with { Lifetime = saved.Lifetime!.Extend(Now, 3 * Hour) }, saved.Version);

        await AssertLivesAsync((3 * Hour) + StorageVersions.Grace);
    }

    [Fact]
    public async Task Extend_InfiniteToFiniteAndBack_FollowsEach()
    {
        var saved = await SaveAsync(Sample.Session(Now, Timeout.InfiniteTimeSpan));
        saved = await SaveAsync(saved with { Lifetime = saved.Lifetime!.Extend(Now, Hour) }, saved.Version);
        await AssertLivesAsync(Hour + StorageVersions.Grace);

        await SaveAsync(saved with { Lifetime = saved.Lifetime!.Extend(Now, Timeout.InfiniteTimeSpan) }, saved.Version);

        Assert.Null(await _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(_id)));
    }

    [Fact]
    public async Task Lock_OfSession_LeavesTheSessionsLife()
    {
        var saved = await SaveAsync(Sample.Session(Now, Hour));

        await SaveAsync(saved with { Holder = Sample.Holder(Now) }, saved.Version);

        await AssertLivesAsync(Hour + StorageVersions.Grace);
    }

    [Fact]
    public async Task Lock_OfNoSession_IsLeaseAndGrace()
    {
        var holder = Sample.Holder(Now);

        await SaveAsync(new() { Holder = holder });

        await AssertLivesAsync(holder.Lease + CallTimings.RestoredLease + StorageVersions.Grace);
    }

    [Fact]
    public async Task Remove_Session_TombstoneLivesAMinute()
    {
        var saved = await SaveAsync(Sample.Session(Now, Hour));

        await _backend.Storage.RemoveAsync(_id, saved.Version);

        await AssertLivesAsync(StorageVersions.TombstoneLife);
        Assert.Equal(32, await _backend.Database.StringLengthAsync(_backend.KeyOf(_id)));
    }

    [Fact]
    public async Task Remove_InfiniteThenMadeAnew_IsTheNewDeadline()
    {
        var saved = await SaveAsync(Sample.Session(Now, Timeout.InfiniteTimeSpan));
        var removed = await _backend.Storage.RemoveAsync(_id, saved.Version);
        await AssertLivesAsync(StorageVersions.TombstoneLife);

        await SaveAsync(Sample.Session(Now, Hour), removed!.Version);

        await AssertLivesAsync(Hour + StorageVersions.Grace);
    }

    [Fact]
    public async Task Remove_ThenMadeAnewForEver_IsNone()
    {
        var saved = await SaveAsync(Sample.Session(Now, Hour));
        var removed = await _backend.Storage.RemoveAsync(_id, saved.Version);

        await SaveAsync(Sample.Session(Now, Timeout.InfiniteTimeSpan), removed!.Version);

        Assert.Null(await _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(_id)));
    }

    [Fact]
    public async Task Conflict_LateExtension_LeavesTheLifeOfTheSessionMadeAnew()
    {
        var seen = await SaveAsync(Sample.Session(Now, Hour));
        var removed = await _backend.Storage.RemoveAsync(_id, seen.Version);
        await SaveAsync(Sample.Session(Now, 2 * Hour), removed!.Version);

        Assert.Null(await _backend.Storage.SaveAsync(
            _id, seen with { Lifetime = seen.Lifetime!.Extend(Now, TimeSpan.FromSeconds(1)) }, seen.Version));

        await AssertLivesAsync((2 * Hour) + StorageVersions.Grace);
    }

    private async Task<SessionRecord> SaveAsync(SessionRecord next, long version = 0)
    {
        var saved = await _backend.Storage.SaveAsync(_id, next, version);
        Assert.NotNull(saved);
        return saved;
    }

    private async Task AssertLivesAsync(TimeSpan expected)
    {
        var left = await _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(_id));
        Assert.InRange(left!.Value, expected - TimeSpan.FromSeconds(10), expected + TimeSpan.FromSeconds(5));
    }
}
