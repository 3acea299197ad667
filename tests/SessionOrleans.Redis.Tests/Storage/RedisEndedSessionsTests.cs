using SessionOrleans.Expiry;

namespace SessionOrleans.Storage;

[Collection(RedisCollection.Name)]
public sealed class RedisEndedSessionsTests(RedisFixture redis) : EndedSessionsContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override IEndedSessions Ended => _backend.Ended;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EndOfASessionThatRedisTookAway_EntryLeft_IsPutAsideWithoutAValue()
    {
        var (id, over) = await EndAsync("ann");
        var deadline = over.Lifetime!.Deadline!.Value;
        await Storage.RemoveAsync(id, over.Version);
        var gone = new EndedSessionName(id, "ann", Version: 0, deadline);

        await Storage.EndAsync(ExpiryShards.Of(id), [new(new(id, "ann", deadline), Version: 0, default, gone)]);

        var taken = Assert.Single(await Ended.TakeAsync(10, Claim));
        Assert.Equal(gone.ToString(), taken.Name.ToString());
        Assert.Equal((id, "ann"), (taken.Name.Id, taken.Name.Owner));
        Assert.True((await Ended.ReadAsync(taken)).IsEmpty);
    }

    [Fact]
    public async Task EndThatWasTold_LeavesNoKey()
    {
        var (id, over) = await EndAsync("ann");
        await Storage.EndAsync(ExpiryShards.Of(id), [Judged(id, over)]);
        var taken = Assert.Single(await Ended.TakeAsync(10, Claim));
        var kept = _backend.Shards.Of(id).Keys.EndedRecord(taken.Name.ToString());
        Assert.InRange((await _backend.Database.KeyTimeToLiveAsync(kept))!.Value, TimeSpan.FromMinutes(29), EndedSessionKeeping.ValueLife);

        await Ended.RemoveAsync(taken);

        Assert.Equal([_backend.KeyOf(id).ToString()], await _backend.KeysAsync());
    }

    private protected override Task LapseAsync() => _backend.LapseAsync(EndedSessionKeeping.Patience);
}
