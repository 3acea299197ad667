namespace SessionOrleans.Storage;

/// <summary>What every backend's storage does.</summary>
public abstract class StorageContract
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private protected abstract ISessionStorage Storage { get; }

    private protected abstract StorageClock Clock { get; }

    [Fact]
    public async Task Read_NothingStored_IsNoneOfVersionZero()
    {
        var record = await Storage.ReadAsync(Sample.NewId());

        Assert.True(record.IsEmpty);
        Assert.Equal(0, record.Version);
    }

    [Fact]
    public async Task Save_OnNothing_IsReadAsSaved()
    {
        var id = Sample.NewId();
        var now = Clock.Now;
        var session = Sample.Session(now, owner: "ann") with { Holder = Sample.Holder(now, "worker 1") };

        var saved = await Storage.SaveAsync(id, session, expectedVersion: 0);

        Assert.Equal(Sample.Described(session.Saved(saved!.Version)), Sample.Described(saved));
        Assert.Equal(Sample.Described(saved), Sample.Described(await Storage.ReadAsync(id)));
        Assert.Equal(saved.Version, saved.ValueVersion);
        Assert.Equal(saved.Version, saved.Holder!.FencingToken);
    }

    [Fact]
    public async Task Save_ValueKept_KeepsValueVersionAndToken()
    {
        var id = Sample.NewId();
        var first = await Storage.SaveAsync(id, Sample.Session(Clock.Now) with { Holder = Sample.Holder(Clock.Now) }, 0);

        var second = await Storage.SaveAsync(id, first! with { Holder = first.Holder!.Renew(Clock.Now) }, first.Version);

        Assert.True(second!.Version > first.Version);
        var read = await Storage.ReadAsync(id);
        Assert.Equal(first.Version, read.ValueVersion);
        Assert.Equal(first.Version, read.Holder!.FencingToken);
    }

    [Fact]
    public async Task Save_AnotherVersionStored_ChangesNothing()
    {
        var id = Sample.NewId();
        var first = await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0);

        Assert.Null(await Storage.SaveAsync(id, Sample.Session(Clock.Now, value: [9]), 0));
        Assert.Null(await Storage.SaveAsync(id, Sample.Session(Clock.Now, value: [9]), first!.Version - 1));
        Assert.Null(await Storage.SaveAsync(id, Sample.Session(Clock.Now, value: [9]), first.Version + 1));
        Assert.Equal(Sample.Described(first), Sample.Described(await Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_RecordThatCarriesALaterVersion_GetsOneAboveIt()
    {
        var id = Sample.NewId();
        var first = await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0);
        var later = first!.Version + 1_000_000_000;
        var second = await Storage.SaveAsync(id, Sample.Session(Clock.Now) with { Version = later }, first.Version);
        Assert.Equal(later + 1, second!.Version);
        Assert.Equal(later + 1, (await Storage.ReadAsync(id)).Version);
        Assert.NotNull(await Storage.SaveAsync(id, Sample.Session(Clock.Now), later + 1));
    }

    [Fact]
    public async Task Save_ManyAtOnceOnOneVersion_OneWins()
    {
        var id = Sample.NewId();

        var saves = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Storage.SaveAsync(id, Sample.Session(Clock.Now, value: [(byte)n]), 0).AsTask()));

        var winner = Assert.Single(saves, saved => saved is not null);
        Assert.Equal(Sample.Described(winner), Sample.Described(await Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_AgainAndAgain_VersionsAreTheClocksMicrosecondsAndGrow()
    {
        var id = Sample.NewId();
        var last = SessionRecord.None;
        for (var i = 0; i < 50; i++)
        {
            var saved = await Storage.SaveAsync(id, Sample.Session(Clock.Now), last.Version);
            Assert.True(saved!.Version > last.Version);
            last = saved;
        }

        Assert.InRange(last.Version, StorageVersions.Microseconds(Clock.Now - Soon), StorageVersions.Microseconds(Clock.Now + Soon));
    }

    [Fact]
    public async Task Remove_Session_LeavesItsVersionAndNothingElse()
    {
        var id = Sample.NewId();
        var saved = await Storage.SaveAsync(id, Sample.Session(Clock.Now, owner: "ann"), 0);

        var removed = await Storage.RemoveAsync(id, saved!.Version);

        Assert.True(removed!.Version > saved.Version);
        Assert.Equal(Sample.Described(new() { Version = removed.Version }), Sample.Described(await Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Remove_AnotherVersionStored_ChangesNothing()
    {
        var id = Sample.NewId();
        var saved = await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0);

        Assert.Null(await Storage.RemoveAsync(id, saved!.Version - 1));
        Assert.Equal(Sample.Described(saved), Sample.Described(await Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_LateCreateAfterRemoval_IsRefused()
    {
        var id = Sample.NewId();
        var saved = await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0);
        var removed = await Storage.RemoveAsync(id, saved!.Version);

        // Decided on when nothing was stored, and on when the session was.
        Assert.Null(await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0));
        Assert.Null(await Storage.SaveAsync(id, Sample.Session(Clock.Now), saved.Version));

        Assert.Equal(removed!.Version, (await Storage.ReadAsync(id)).Version);
    }

    [Fact]
    public async Task Save_OnTombstone_GrowsOverRemovalAndRecreation()
    {
        var id = Sample.NewId();
        var versions = new List<long>();
        var last = SessionRecord.None;
        for (var i = 0; i < 10; i++)
        {
            last = (await Storage.SaveAsync(id, Sample.Session(Clock.Now), last.Version))!;
            versions.Add(last.Version);
            last = (await Storage.RemoveAsync(id, last.Version))!;
            versions.Add(last.Version);
        }

        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task Save_PausedWriterAgainstSessionMadeAnew_IsRefused()
    {
        var id = Sample.NewId();
        var seen = await Storage.SaveAsync(id, Sample.Session(Clock.Now), 0);
        var removed = await Storage.RemoveAsync(id, seen!.Version);
        var anew = await Storage.SaveAsync(id, Sample.Session(Clock.Now, Timeout.InfiniteTimeSpan), removed!.Version);

        Assert.Null(await Storage.SaveAsync(id, seen with { Holder = Sample.Holder(Clock.Now) }, seen.Version));
        Assert.Null(await Storage.RemoveAsync(id, seen.Version));
        Assert.Equal(Sample.Described(anew), Sample.Described(await Storage.ReadAsync(id)));
    }

    [Fact]
    public async Task Save_LockOnly_IsNoSessionButItsLock()
    {
        var id = Sample.NewId();
        var saved = await Storage.SaveAsync(id, new() { Holder = Sample.Holder(Clock.Now, "worker") }, 0);

        var read = await Storage.ReadAsync(id);
        Assert.Null(read.Value);
        Assert.Equal(saved!.Holder, read.Holder);
        Assert.Equal(saved.Version, read.Holder!.FencingToken);
    }

    [Fact]
    public async Task Save_EmptyRecord_IsATombstone()
    {
        var id = Sample.NewId();
        var locked = await Storage.SaveAsync(id, new() { Holder = Sample.Holder(Clock.Now) }, 0);

        var released = await Storage.SaveAsync(id, locked! with { Holder = null }, locked.Version);

        Assert.True(released!.Version > locked.Version);
        Assert.True((await Storage.ReadAsync(id)).IsEmpty);
        Assert.Null((await Storage.PeekAsync([id]))[0]);
    }

    [Fact]
    public async Task Read_PastDeadlineWithinGrace_IsStillThereToBeJudged()
    {
        var id = Sample.NewId();
        var now = Clock.Now;
        await Storage.SaveAsync(id, Sample.Session(now - Soon, deadline: now - Soon), 0);

        var read = await Storage.ReadAsync(id);

        Assert.True(read.Lifetime!.IsOver(Clock.Now));
        Assert.True(read.At(Clock.Now).IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public async Task Save_ValueOfAnyBytes_IsReadAsItWas(int length)
    {
        var id = Sample.NewId();
        var value = new byte[length];
        Random.Shared.NextBytes(value);

        await Storage.SaveAsync(id, Sample.Session(Clock.Now, value: value), 0);

        Assert.Equal(value, (await Storage.ReadAsync(id)).Value);
    }

    [Fact]
    public async Task Save_AnyOwnerAndLabel_AreReadAsTheyWere()
    {
        var id = Sample.NewId();
        var (owner, label) = ("jürgen 🚀 %3A: \0 " + new string('字', 200), new string('é', 256));

        await Storage.SaveAsync(id, Sample.Session(Clock.Now, owner: owner) with { Holder = Sample.Holder(Clock.Now, label) }, 0);

        var read = await Storage.ReadAsync(id);
        var peeked = (await Storage.PeekAsync([id]))[0];
        Assert.Equal((owner, label), (read.Owner, read.Holder!.Label));
        Assert.Equal((owner, label), (peeked!.Owner, peeked.Holder!.Label));
    }

    [Fact]
    public async Task Peek_Many_AreInTheOrderAskedForWithAllButTheValue()
    {
        var ids = Enumerable.Range(0, 40).Select(_ => Sample.NewId()).ToArray();
        var saved = new SessionRecord?[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            if (i % 3 > 0)
                saved[i] = await Storage.SaveAsync(ids[i], Sample.Session(Clock.Now, owner: $"owner {i}", value: new byte[1_000]), 0);
            if (i % 3 == 2)
                await Storage.RemoveAsync(ids[i], saved[i]!.Version);
        }

        var peeked = await Storage.PeekAsync(ids);

        Assert.Equal(ids.Length, peeked.Count);
        for (var i = 0; i < ids.Length; i++)
        {
            if (i % 3 != 1)
                Assert.Null(peeked[i]);
            else
                Assert.Equal(saved[i]! with { Value = null }, peeked[i]! with { Value = null });
            Assert.Equal(i % 3 == 1, peeked[i]?.Value is not null);
        }
    }

    [Fact]
    public async Task Peek_NoIds_IsEmpty() => Assert.Empty(await Storage.PeekAsync([]));
}
