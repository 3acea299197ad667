using System.Collections.Concurrent;

namespace SessionOrleans.Contract;

public abstract class DirectoryContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task List_ManySessions_ListsEachOnceAndNoExpiredOne()
    {
        var store = await Fixture.OpenAsync(_ => { });
        var ids = Enumerable.Range(0, 600).Select(i => $"listed-{i}").ToArray();
        await Parallel.ForEachAsync(ids, async (id, _) => await store.SetAsync(id, 1));
        await store.SetAsync("short", 1, new() { TimeToLive = TimeSpan.FromMilliseconds(50) });
        await Until.TrueAsync(async () => await store.GetInfoAsync("short") is null);
        var listed = await store.Directory.ListAsync().Select(info => info.Id).ToListAsync();
        Assert.Equal(ids.Order(), listed.Order());
    }

    [Fact]
    public async Task Count_AfterCreationAndRemoval_FollowsWithinASweep()
    {
        var store = await Fixture.OpenAsync(_ => { });
        for (var i = 0; i < 20; i++)
            await store.SetAsync($"counted-{i}", 1);
        Assert.Equal(20, await store.Directory.CountAsync());
        for (var i = 0; i < 5; i++)
            await store.RemoveAsync($"counted-{i}");
        await Until.TrueAsync(async () => await store.Directory.CountAsync() == 15);
    }

    [Fact]
    public async Task RemoveAll_Sessions_EndsThemAll()
    {
        var store = await Fixture.OpenAsync(_ => { });
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), async (i, _) => await store.SetAsync($"removed-{i}", i));
        var progress = new Reports();
        Assert.Equal(300, await store.Directory.RemoveAllAsync(progress));
        Assert.Equal(300, progress.Seen.Max());
        Assert.True(progress.Seen.Count > 1);
        Assert.Empty(await store.Directory.ListAsync().ToListAsync());
        Assert.Null(await store.GetAsync<int>("removed-7"));
        Assert.Equal(0, await store.Directory.RemoveAllAsync());
    }

    [Fact]
    public async Task RemoveAll_WithKeysInTheStore_SparesThemAndTheMarksOfUsedRequestStates()
    {
        var store = await Fixture.OpenAsync(_ => { });
        string[] spared =
        [
            ReservedIds.DataProtectionKeys, ReservedIds.RequestStateKeys, ReservedIds.RequestStateUsed + "1", ReservedIds.UserBarrier + "1",
        ];
        string[] ended =
        [
            "mine", "~keys", ReservedIds.McpTask + "1", ReservedIds.McpTransportSession + "1", ReservedIds.CacheEntry + "1",
            ReservedIds.RequestStateKept + "1",
        ];
        foreach (var id in spared.Concat(ended))
            await OwnRecords.Use(() => store.SetAsync(id, 1, new() { Owner = "ann" }));
        Assert.Equal(["mine", "~keys"], (await store.Directory.ListAsync().Select(session => session.Id).ToListAsync()).Order());

        Assert.Equal(ended.Length, await store.Directory.RemoveAllAsync());
        Assert.Equal(0, await store.Directory.RemoveOwnedAsync("ann"));

        var left = await OwnRecords.Use(() => store.Directory.ListAsync().Select(session => session.Id).ToListAsync());
        Assert.Equal(spared.Order(), left.Order());
        Assert.Equal(spared.Length, await store.Directory.CountAsync());
    }

    private sealed class Reports : IProgress<long>
    {
        public ConcurrentBag<long> Seen { get; } = [];

        public void Report(long value) => Seen.Add(value);
    }

    [Fact]
    public async Task ListOwned_TwoOwners_ListsEachTheirs()
    {
        var store = await Fixture.OpenAsync(_ => { });
        for (var i = 0; i < 30; i++)
            await store.SetAsync($"owned-{i}", i, new() { Owner = i % 3 == 0 ? "ann:a" : "bob" });
        await store.SetAsync("nobodys", 1);
        Assert.Equal(10, await store.Directory.ListOwnedAsync("ann:a").CountAsync());
        Assert.All(await store.Directory.ListOwnedAsync("bob").ToListAsync(), info => Assert.Equal("bob", info.Owner));
        Assert.Equal(20, await store.Directory.RemoveOwnedAsync("bob"));
        Assert.Equal(0, await store.Directory.ListOwnedAsync("bob").CountAsync());
        Assert.Equal(11, await store.Directory.ListAsync().CountAsync());
    }

    [Fact]
    public async Task ListOwnedPage_PageAfterPage_ShowsEachOfTheOwnersAndNoOthers()
    {
        var store = await Fixture.OpenAsync(_ => { });
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (i, stop) =>
            await store.SetAsync($"paged-{i}", i, new() { Owner = i % 4 == 0 ? "bob" : "ann" }, stop));
        var (seen, pages) = (new HashSet<string>(), 0);
        string? cursor = null;
        do
        {
            var page = await store.Directory.ListOwnedPageAsync("ann", cursor, size: 50);
            Assert.All(page.Sessions, session => Assert.Equal("ann", session.Owner));
            Assert.InRange(page.Sessions.Count, 0, 200);
            seen.UnionWith(page.Sessions.Select(session => session.Id));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 400).Where(i => i % 4 != 0).Select(i => $"paged-{i}").Order(), seen.Order());
        Assert.InRange(pages, 2, 30);
    }

    [Theory]
    [InlineData("0 MATCH *", 10)]
    [InlineData("", 10)]
    [InlineData("no cursor", 10)]
    [InlineData(null, 0)]
    [InlineData(null, 1_001)]
    public async Task ListOwnedPage_CursorOrSizeThatIsNone_IsRefused(string? cursor, int size) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.Directory.ListOwnedPageAsync("ann", cursor, size));

    [Fact]
    public async Task ListOwned_MadeAnewForAnotherOwner_IsTheOthersOnly()
    {
        var store = await Fixture.OpenAsync(_ => { });
        await store.SetAsync("moved", 1, new() { Owner = "ann" });
        await store.RemoveAsync("moved");
        await store.SetAsync("moved", 2, new() { Owner = "bob" });

        Assert.Empty(await store.Directory.ListOwnedAsync("ann").ToListAsync());
        Assert.Equal(0, await store.Directory.RemoveOwnedAsync("ann"));
        Assert.Equal(["moved"], await store.Directory.ListOwnedAsync("bob").Select(info => info.Id).ToListAsync());
    }

    [Fact]
    public async Task Sweep_ExpiredSessions_LeaveTheCount()
    {
        var store = await Fixture.OpenAsync(_ => { });
        for (var i = 0; i < 50; i++)
            await store.SetAsync($"swept-{i}", i, new() { TimeToLive = TimeSpan.FromMilliseconds(100) });
        await Until.TrueAsync(async () => await store.Directory.CountAsync() == 0, TimeSpan.FromSeconds(55), "the sweeps took them away");
    }

    [Fact]
    public async Task Directory_NullOwner_DoesNotMeanEveryone()
    {
        Assert.Throws<ArgumentNullException>(() => Store.Directory.ListOwnedAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.Directory.RemoveOwnedAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Directory.RemoveOwnedAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Directory.BreakLockAsync(NewId(), " "));
    }
}
