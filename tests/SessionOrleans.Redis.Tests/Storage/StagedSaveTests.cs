using SessionOrleans.Hosting;

namespace SessionOrleans.Storage;

/// <summary>Long records, which are put under a key of their own and renamed.</summary>
[Collection(RedisCollection.Name)]
public sealed class StagedSaveTests(RedisFixture redis) : IAsyncLifetime
{
    private static readonly byte[] Long = new byte[RedisSave.StagedFrom];

    private readonly string _id = Sample.NewId();
    private RedisBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Save_Long_LeavesItsOwnKeyOnly()
    {
        var saved = await _backend.Storage.SaveAsync(_id, Sample.Session(_backend.Clock.Now, value: Long), 0);
        await _backend.Storage.SaveAsync(_id, Sample.Session(_backend.Clock.Now, value: Long), saved!.Version);

        Assert.Equal([_backend.KeyOf(_id).ToString()], await _backend.KeysAsync());
    }

    [Fact]
    public async Task Save_LongAndRefused_ChangesNothingAndWhatWasStagedGoesByItself()
    {
        var saved = await _backend.Storage.SaveAsync(_id, Sample.Session(_backend.Clock.Now), 0);

        Assert.Null(await _backend.Storage.SaveAsync(_id, Sample.Session(_backend.Clock.Now, value: Long), saved!.Version - 1));

        Assert.Equal(Sample.Described(saved), Sample.Described(await _backend.Storage.ReadAsync(_id)));
        var staged = Assert.Single(await _backend.KeysAsync(), key => key != _backend.KeyOf(_id));
        Assert.InRange((await _backend.Database.KeyTimeToLiveAsync(staged))!.Value, TimeSpan.Zero, CallTimings.StagedLife);
    }

    [Fact]
    public async Task Save_StagedRecordGone_SurelySavesNothing()
    {
        // As when Redis evicted it: the script comes alone.
        var first = await _backend.Storage.SaveAsync(_id, Sample.Session(_backend.Clock.Now), 0);
        var save = new RedisSave(
            _backend.Shards.Of(_id), _id, Sample.Session(_backend.Clock.Now, value: Long), first!.Version, StorageVersions.Grace);

        await Assert.ThrowsAsync<StackExchange.Redis.RedisServerException>(() => save.RunScriptAsync(_backend.Database));

        Assert.Equal([_backend.KeyOf(_id).ToString()], await _backend.KeysAsync());
        Assert.Equal(Sample.Described(first), Sample.Described(await _backend.Storage.ReadAsync(_id)));
    }
}
