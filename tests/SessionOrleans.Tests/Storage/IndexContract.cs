using SessionOrleans.Expiry;

namespace SessionOrleans.Storage;

/// <summary>What every backend's index does, used as grains and sweeps use it. The index of each test is empty at first.</summary>
public abstract class IndexContract
{
    private const int Shard = 7;

    private protected abstract ISessionStorage Storage { get; }

    private protected abstract ISessionIndex Index { get; }

    private protected abstract StorageClock Clock { get; }

    [Fact]
    public async Task GetDue_SomeDue_AreThoseTheLongestDueFirst()
    {
        var now = Clock.Now;
        var later = await CreateAsync(now - TimeSpan.FromSeconds(1), owner: "ann");
        var first = await CreateAsync(now - TimeSpan.FromSeconds(2));
        await CreateAsync(now + TimeSpan.FromHours(1));
        await CreateAsync(deadline: null);

        var due = await Index.GetDueAsync(Shard, now, limit: 10);

        Assert.Equal([first.Id, later.Id], due.Select(entry => entry.Id));
        Assert.Equal([null, "ann"], due.Select(entry => entry.Owner));
        Assert.Equal(first.Id, Assert.Single(await Index.GetDueAsync(Shard, now, limit: 1)).Id);
        Assert.Empty(await Index.GetDueAsync(Shard + 1, now, limit: 10));
    }

    [Fact]
    public async Task Remove_AfterTheSessionEnded_LeavesNothing()
    {
        var entry = await CreateAsync(Clock.Now - TimeSpan.FromSeconds(1), owner: "ann");
        var due = Assert.Single(await Index.GetDueAsync(Shard, Clock.Now, 10));

        await EndAsync(due);

        Assert.Empty(await Index.GetDueAsync(Shard, Clock.Now, 10));
        Assert.Equal(0, await Index.CountAsync(Shard));
        Assert.Empty(await ListAsync());
        Assert.Empty(await ListOwnedAsync("ann"));
        Assert.Equal(entry.Id, due.Id);
    }

    [Fact]
    public async Task Move_Extended_IsDueNoMore()
    {
        var now = Clock.Now;
        var entry = await CreateAsync(now - TimeSpan.FromSeconds(1), owner: "ann");
        var record = await Storage.ReadAsync(entry.Id);
        var extended = record with { Lifetime = record.Lifetime! with { Deadline = now + TimeSpan.FromHours(1) } };
        await Storage.SaveAsync(entry.Id, extended, record.Version);

        await Index.MoveAsync(entry, extended.Deadline);

        Assert.Empty(await Index.GetDueAsync(Shard, now, 10));
        Assert.Equal([entry.Id], await ListAsync());
        Assert.Equal([entry.Id], await ListOwnedAsync("ann"));
        Assert.Equal(1, await Index.CountAsync(Shard));
    }

    [Fact]
    public async Task Remove_SessionMadeAnewMeanwhile_StaysIndexed()
    {
        var now = Clock.Now;
        var entry = await CreateAsync(now - TimeSpan.FromSeconds(1), owner: "ann");
        var seen = Assert.Single(await Index.GetDueAsync(Shard, now, 10));
        var removed = await Storage.RemoveAsync(entry.Id, (await Storage.ReadAsync(entry.Id)).Version);
        await CreateAsync(now + TimeSpan.FromHours(1), owner: "ann", entry.Id, removed!.Version);

        await Index.RemoveAsync(seen);
        await Index.MoveAsync(seen, now - TimeSpan.FromHours(1));

        Assert.Empty(await Index.GetDueAsync(Shard, now, 10));
        Assert.Equal([entry.Id], await ListAsync());
        Assert.Equal([entry.Id], await ListOwnedAsync("ann"));
    }

    [Fact]
    public async Task List_ManyPages_HasEachIdThatWasThereThroughout()
    {
        var stay = new List<string>();
        var go = new List<IndexEntry>();
        for (var i = 0; i < 300; i++)
        {
            var entry = await CreateAsync(Clock.Now + TimeSpan.FromMinutes(i + 1), owner: i % 2 == 0 ? "ann" : null);
            if (i % 3 == 0)
                go.Add(entry);
            else
                stay.Add(entry.Id);
        }

        var listed = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = await Index.ListAsync(Shard, cursor, size: 20);
            listed.UnionWith(page.Ids);
            Assert.Equal(page.Ids.Distinct(), page.Ids);
            cursor = page.Cursor;
            foreach (var entry in go.Take(10).ToArray())
            {
                await EndAsync(entry);
                go.Remove(entry);
            }
        }
        while (cursor is not null);

        Assert.Empty(stay.Except(listed));
    }

    [Fact]
    public async Task ListOwned_OwnersOfOddNames_EachHasItsOwn()
    {
        string[] owners = ["ann", "ann:", "ann%3A", "a n n", "ann ", "ännchen 🚀", "", "\0"];
        var ids = new Dictionary<string, string>();
        foreach (var owner in owners.Where(owner => owner.Length > 0))
            ids.Add(owner, (await CreateAsync(Clock.Now + TimeSpan.FromHours(1), owner)).Id);

        foreach (var (owner, id) in ids)
            Assert.Equal([id], await ListOwnedAsync(owner));
        Assert.Empty(await ListOwnedAsync("nobody"));
    }

    [Fact]
    public async Task ListOwned_SessionsOfManyShards_AreAllThere()
    {
        var ids = new List<string>();
        for (var i = 0; i < 50; i++)
            ids.Add((await CreateAsync(Clock.Now + TimeSpan.FromHours(1), "ann", Sample.NewId())).Id);

        Assert.Equal(ids.Order(), (await ListOwnedAsync("ann")).Order());
    }

    [Fact]
    public async Task Count_CountsItsShardOnly()
    {
        await CreateAsync(Clock.Now + TimeSpan.FromHours(1));
        await CreateAsync(deadline: null);

        Assert.Equal(2, await Index.CountAsync(Shard));
        Assert.Equal(0, await Index.CountAsync(Shard + 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10_000)]
    public async Task Save_Refused_LeavesTheIndexAsItIs(int length)
    {
        var (first, entry) = (await CreateAsync(Clock.Now + TimeSpan.FromHours(1)), new IndexEntry(IdInShard(), "ann", Clock.Now));
        var session = Sample.Session(Clock.Now, owner: "ann", value: new byte[length]);

        Assert.Null(await Storage.SaveAsync(entry.Id, session, expectedVersion: 7, entry));
        Assert.Null(await Storage.RemoveAsync(first.Id, expectedVersion: 7, first));

        Assert.Equal([first.Id], await ListAsync());
        Assert.Empty(await ListOwnedAsync("ann"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10_000)]
    public async Task Remove_WithEntry_LeavesNothingAtOnceWhateverWasItsDeadline(int length)
    {
        var entry = new IndexEntry(IdInShard(), "ann", Clock.Now);
        var session = Sample.Session(Clock.Now, owner: "ann", value: new byte[length]);
        var saved = await Storage.SaveAsync(entry.Id, session, expectedVersion: 0, entry);
        Assert.Equal([entry.Id], await ListOwnedAsync("ann"));

        Assert.NotNull(await Storage.RemoveAsync(entry.Id, saved!.Version, entry with { Deadline = null }));

        Assert.Empty(await ListAsync());
        Assert.Empty(await ListOwnedAsync("ann"));
        Assert.Equal(0, await Index.CountAsync(Shard));
    }

    [Fact]
    public async Task End_SessionsThatAreOver_LeavesTombstonesAndNoEntries()
    {
        var over = new List<DueSession>();
        for (var i = 0; i < 6; i++)
            over.Add(await JudgeAsync(await CreateAsync(Clock.Now - TimeSpan.FromSeconds(1), owner: i % 2 == 0 ? "ann" : null)));

        Assert.Equal(Enumerable.Repeat(true, 6), await Storage.EndAsync(Shard, over));

        Assert.Empty(await ListAsync());
        Assert.Empty(await ListOwnedAsync("ann"));
        foreach (var session in over)
        {
            var tombstone = await Storage.ReadAsync(session.Entry.Id);
            Assert.True(tombstone.IsEmpty);
            Assert.True(tombstone.Version > session.Version);
            Assert.Null(await Storage.SaveAsync(session.Entry.Id, Sample.Session(Clock.Now), session.Version));
        }

        Assert.Equal(Enumerable.Repeat(false, 6), await Storage.EndAsync(Shard, over));
        Assert.Empty(await Storage.EndAsync(Shard, []));
    }

    [Fact]
    public async Task End_ByASweepThatWasPausedMeanwhile_DropsNoLiveSession()
    {
        var (prolonged, anew) =
            (await CreateAsync(Clock.Now - TimeSpan.FromSeconds(1), "ann"), await CreateAsync(Clock.Now - TimeSpan.FromSeconds(1)));
        DueSession[] judged = [await JudgeAsync(prolonged), await JudgeAsync(anew)];
        var record = await Storage.ReadAsync(prolonged.Id);
        await Storage.SaveAsync(
            prolonged.Id, record with { Lifetime = record.Lifetime! with { Deadline = Clock.Now.AddHours(1) } }, record.Version);
        var removed = await Storage.RemoveAsync(anew.Id, judged[1].Version, anew);
        await CreateAsync(Clock.Now.AddHours(1), owner: null, anew.Id, removed!.Version);

        Assert.Equal([false, false], await Storage.EndAsync(Shard, judged));
        Assert.Equal([true], await Storage.EndAsync(Shard, [new(anew, Version: 0, default)]));

        Assert.Equal(new[] { prolonged.Id, anew.Id }.Order(), (await ListAsync()).Order());
        Assert.Equal([prolonged.Id], await ListOwnedAsync("ann"));
        Assert.All(await Storage.PeekAsync([prolonged.Id, anew.Id]), session => Assert.NotNull(session?.Value));
    }

    [Fact]
    public async Task End_NotOverByTheStoragesOwnClock_IsNotEnded()
    {
        var live = await JudgeAsync(await CreateAsync(Clock.Now + TimeSpan.FromSeconds(30)));

        Assert.Equal([false], await Storage.EndAsync(Shard, [live]));

        Assert.Equal(live.Version, (await Storage.ReadAsync(live.Entry.Id)).Version);
    }

    private async Task<DueSession> JudgeAsync(IndexEntry entry) =>
        new(entry, (await Storage.PeekAsync([entry.Id]))[0]!.Version, entry.Deadline!.Value);

    /// <summary>As a grain does it: entry and record in one step.</summary>
    private async Task<IndexEntry> CreateAsync(DateTimeOffset? deadline, string? owner = null, string? id = null, long version = 0)
    {
        var entry = new IndexEntry(id ?? IdInShard(), owner, deadline);
        var lifetime = new SessionLifetime(Clock.Now, TimeSpan.FromHours(1), Sliding: false, CapAt: null, deadline);
        Assert.NotNull(await Storage.SaveAsync(entry.Id, new() { Value = [1], Owner = owner, Lifetime = lifetime }, version, entry));
        return entry;
    }

    /// <summary>As a sweep does it: the record first, then the entry.</summary>
    private async Task EndAsync(IndexEntry entry)
    {
        Assert.NotNull(await Storage.RemoveAsync(entry.Id, (await Storage.ReadAsync(entry.Id)).Version));
        await Index.RemoveAsync(entry);
    }

    private Task<List<string>> ListAsync() => AllPagesAsync(cursor => Index.ListAsync(Shard, cursor, size: 20));

    private Task<List<string>> ListOwnedAsync(string owner) => AllPagesAsync(cursor => Index.ListOwnedAsync(owner, cursor, size: 20));

    private static async Task<List<string>> AllPagesAsync(Func<string?, ValueTask<IndexPage>> pageAt)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await pageAt(cursor);
            ids.AddRange(page.Ids);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return ids;
    }

    private static string IdInShard()
    {
        string id;
        do
        {
            id = Sample.NewId();
        }
        while (ExpiryShards.Of(id) != Shard);
        return id;
    }
}
