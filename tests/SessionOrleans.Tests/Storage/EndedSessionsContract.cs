using SessionOrleans.Expiry;

namespace SessionOrleans.Storage;

/// <summary>What every backend does with sessions that ended and are kept for expiration handlers. None wait at first.</summary>
public abstract class EndedSessionsContract
{
    private protected static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private protected abstract ISessionStorage Storage { get; }

    private protected abstract IEndedSessions Ended { get; }

    private protected abstract StorageClock Clock { get; }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndSeenByTwo_ASweepAndAWrite_IsPutAsideByTheFirstAlone(bool sweepIsFirst)
    {
        var (id, over) = await EndAsync("ann");
        var (next, name) = (Sample.Session(Clock.Now, owner: "bob"), EndedSessionName.Of(id, over));
        async Task<bool> SweepAsync() => (await Storage.EndAsync(ExpiryShards.Of(id), [Judged(id, over)]))[0];
        async Task<bool> WriteAsync() => await Storage.SaveAsync(id, next, over.Version, new(id, "bob", next.Deadline), name) is not null;

        Assert.True(await (sweepIsFirst ? SweepAsync() : WriteAsync()));
        Assert.False(await (sweepIsFirst ? WriteAsync() : SweepAsync()));

        var told = Assert.Single(await Ended.TakeAsync(10, Claim));
        Assert.Equal((name, 1), (told.Name, told.Attempt));
        Assert.Equal(Sample.Described(over), Sample.Described(await Ended.ReadAsync(told)));
        Assert.Equal(sweepIsFirst, (await Storage.ReadAsync(id)).IsEmpty);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10_000)]
    public async Task WriteOverAnEndedSession_WithAnyValue_IsWhatIsStoredThen(int length)
    {
        var (id, over) = await EndAsync(owner: null);
        var next = Sample.Session(Clock.Now, value: new byte[length]);

        var saved = await Storage.SaveAsync(id, next, over.Version, new(id, null, next.Deadline), EndedSessionName.Of(id, over));

        Assert.Equal(Sample.Described(saved), Sample.Described(await Storage.ReadAsync(id)));
        Assert.Equal(Sample.Described(over), Sample.Described(await Ended.ReadAsync(Assert.Single(await Ended.TakeAsync(10, Claim)))));
    }

    [Fact]
    public async Task LockOverAnEndedSession_WithoutAnEntry_PutsItAside()
    {
        var (id, over) = await EndAsync("ann");

        var locked = new SessionRecord { Version = over.Version, Holder = Sample.Holder(Clock.Now) };
        Assert.NotNull(await Storage.SaveAsync(id, locked, over.Version, entry: null, EndedSessionName.Of(id, over)));

        Assert.Equal("ann", Assert.Single(await Ended.TakeAsync(10, Claim)).Name.Owner);
    }

    [Fact]
    public async Task EndThatIsBeingTold_UntilItIsPutOffOrRemoved_IsNobodyElses()
    {
        var (id, over) = await EndAsync(owner: null);
        await Storage.EndAsync(ExpiryShards.Of(id), [Judged(id, over)]);

        var taken = Assert.Single(await Ended.TakeAsync(10, Claim));
        Assert.Empty(await Ended.TakeAsync(10, Claim));
        await Ended.PutOffAsync(taken, TimeSpan.FromMinutes(-1));
        taken = Assert.Single(await Ended.TakeAsync(10, Claim));
        Assert.Equal(2, taken.Attempt);

        await Ended.RemoveAsync(taken);
        await Ended.PutOffAsync(taken, TimeSpan.FromMinutes(-1));
        Assert.Empty(await Ended.TakeAsync(10, Claim));
        Assert.True((await Ended.ReadAsync(taken)).IsEmpty);
    }

    [Fact]
    public async Task EndsThatNobodyHears_NoSiloHasHandlers_AreLetGoOf()
    {
        Assert.False(await Ended.WatchAsync(hasHandlers: false));
        Assert.True(await Ended.WatchAsync(hasHandlers: true));
        Assert.True(await Ended.WatchAsync(hasHandlers: false));
        var (id, over) = await EndAsync(owner: null);
        await Storage.EndAsync(ExpiryShards.Of(id), [Judged(id, over)]);

        await LapseAsync();

        Assert.False(await Ended.WatchAsync(hasHandlers: false));
        Assert.Empty(await Ended.TakeAsync(10, Claim));
    }

    /// <summary>Lets more than a day pass without a silo that has handlers.</summary>
    private protected abstract Task LapseAsync();

    private protected static DueSession Judged(string id, SessionRecord over) =>
        new(new(id, over.Owner, over.Lifetime!.Deadline), over.Version, over.Lifetime.Deadline!.Value, EndedSessionName.Of(id, over));

    private protected async Task<(string Id, SessionRecord Over)> EndAsync(string? owner)
    {
        var id = Sample.NewId();
        var session = Sample.Session(Clock.Now, owner: owner, deadline: Clock.Now.AddSeconds(-1));
        Assert.NotNull(await Storage.SaveAsync(id, session, expectedVersion: 0, new(id, owner, session.Deadline)));
        return (id, await Storage.ReadAsync(id));
    }
}
