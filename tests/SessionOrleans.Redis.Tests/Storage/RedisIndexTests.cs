namespace SessionOrleans.Storage;

[Collection(RedisCollection.Name)]
public sealed class RedisIndexTests(RedisFixture redis) : IndexContract, IAsyncLifetime
{
    private RedisBackend _backend = null!;

    private protected override ISessionStorage Storage => _backend.Storage;

    private protected override ISessionIndex Index => _backend.Index;

    private protected override StorageClock Clock => _backend.Clock;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Remove_Owned_LeavesNoKey()
    {
        var entry = new IndexEntry(Sample.NewId(), "ann", Clock.Now);
        await Index.AddAsync(entry);

        await Index.RemoveAsync(entry);

        Assert.Empty(await _backend.KeysAsync());
    }

    [Fact]
    public async Task Remove_ReadWithAnotherDeadline_ChangesNothing()
    {
        var entry = new IndexEntry(Sample.NewId(), "ann", Clock.Now);
        await Index.AddAsync(entry);
        await Index.AddAsync(entry with { Deadline = null });

        await Index.RemoveAsync(entry);
        await Index.MoveAsync(entry, Clock.Now - TimeSpan.FromHours(1));

        Assert.Equal([entry.Id], (await Index.ListOwnedAsync("ann", null, 10)).Ids);
        Assert.Equal(1, await Index.CountAsync(Expiry.ExpiryShards.Of(entry.Id)));
        await Index.RemoveAsync(entry with { Deadline = null });
        Assert.Empty(await _backend.KeysAsync());
    }

    [Fact]
    public async Task Add_AnotherOwner_IsAnEntryOfItsOwn()
    {
        var id = Sample.NewId();
        var (anns, bobs) = (new IndexEntry(id, "ann", Clock.Now), new IndexEntry(id, "bob", Clock.Now + TimeSpan.FromHours(1)));
        await Index.AddAsync(anns);
        await Index.AddAsync(bobs);

        var due = Assert.Single(await Index.GetDueAsync(Expiry.ExpiryShards.Of(id), Clock.Now, 10));
        await Index.RemoveAsync(due);

        Assert.Equal("ann", due.Owner);
        Assert.Empty((await Index.ListOwnedAsync("ann", null, 10)).Ids);
        Assert.Equal([id], (await Index.ListOwnedAsync("bob", null, 10)).Ids);
    }

    [Fact]
    public async Task Add_TextThatUtf8CannotCarry_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.AddAsync(new(Sample.NewId(), "half \ud800", Clock.Now)).AsTask());

    [Theory]
    [InlineData("MATCH *")]
    [InlineData("-1")]
    [InlineData("1 COUNT 9")]
    public async Task List_CursorNotOurs_IsRefused(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Index.ListAsync(0, cursor, 10).AsTask());
}
