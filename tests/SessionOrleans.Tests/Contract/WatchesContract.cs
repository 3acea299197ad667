namespace SessionOrleans.Contract;

public abstract class WatchesContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Watch_PresentSession_YieldsItAtOnceThenEachChange()
    {
        var id = NewId();
        var first = await Store.SetAsync(id, 1);
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));

        Assert.Equal((1, first), await watch.NextVersionAsync());
        var second = await Store.SetAsync(id, 2);
        Assert.Equal((2, second), await watch.NextVersionAsync());
        var third = await Store.UpdateAsync<int>(id, value => value + 1);
        Assert.Equal((3, third.Version), await watch.NextVersionAsync());
    }

    [Fact]
    public async Task Watch_AbsentSession_YieldsNullThenWhatIsCreated()
    {
        var id = NewId();
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));

        Assert.Null(await watch.NextAsync());
        await Store.SetAsync(id, 1);
        Assert.Equal(1, (await watch.NextAsync())!.Value);
    }

    [Fact]
    public async Task Watch_RemovedAndCreatedAgain_YieldsNullThenTheNewOne()
    {
        var id = NewId();
        var before = await Store.SetAsync(id, 1);
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));
        Assert.NotNull(await watch.NextAsync());

        await Store.RemoveAsync(id);
        Assert.Null(await watch.NextAsync());
        await Store.SetAsync(id, 2);
        var (value, version) = await watch.NextVersionAsync();
        Assert.Equal(2, value);
        Assert.True(version > before);
    }

    [Fact]
    public async Task Watch_ExpiringSession_YieldsNullOnceItsTimeIsOver()
    {
        var id = NewId();
        await Store.SetAsync(id, 1, new() { TimeToLive = TimeSpan.FromMilliseconds(500), Sliding = false });
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));

        Assert.NotNull(await watch.NextAsync());
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_AllRemoved_YieldsNull()
    {
        var store = await Fixture.OpenAsync(_ => { });
        await store.SetAsync("watched", 1, new() { Owner = "ann" });
        await using var watch = new Watcher<int>(store.WatchAsync<int>("watched"));
        Assert.NotNull(await watch.NextAsync());

        await store.Directory.RemoveOwnedAsync("ann");
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_SlowWatcher_SkipsToTheNewest()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));
        Assert.Equal(0, (await watch.NextAsync())!.Value);

        for (var value = 1; value <= 200; value++)
            await Store.SetAsync(id, value);

        // At most what was on its way when the last was written.
        Assert.InRange(await watch.CountUntilAsync(session => session!.Value == 200), 1, 5);
    }

    [Fact]
    public async Task Watch_ManyWatchersWhileManyWrite_EachSeesOnlyNewerOnesAndTheNewest()
    {
        const int Writers = 4, Writes = 25;
        var id = NewId();
        await Store.SetAsync(id, 0);
        var watchers = Enumerable.Range(0, 50).Select(_ => LastAsync(Store.WatchAsync<int>(id), last: Writers * Writes)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (var write = 0; write < Writes; write++)
                await Store.UpdateAsync<int>(id, value => value + 1);
        }));

        foreach (var versions in await Task.WhenAll(watchers).WaitAsync(Until.Hang))
            Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task Watch_LocksReadsAndExtensions_AreNoNews()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(id));
        Assert.NotNull(await watch.NextAsync());

        await using (await Store.LockAsync(id))
            await Store.ExtendAsync(id);
        await Store.GetAsync<int>(id);
        await Store.SetAsync(id, 2);

        Assert.Equal(2, (await watch.NextAsync())!.Value);
    }

    [Fact]
    public async Task Watch_Cancelled_EndsWithTheToken()
    {
        using var cancellation = new CancellationTokenSource();
        await using var watch = new Watcher<int>(Store.WatchAsync<int>(NewId(), cancellation.Token));
        Assert.Null(await watch.NextAsync());
        var next = watch.NextAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Watch_DisposedStore_SaysSo()
    {
        var store = await Fixture.OpenAsync(_ => { });
        await using var watch = new Watcher<int>(store.WatchAsync<int>("watched"));
        Assert.Null(await watch.NextAsync());
        var next = watch.NextAsync();

        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next);
    }

    [Fact]
    public async Task Watch_OfAnotherType_SaysSo()
    {
        var id = NewId();
        await Store.SetAsync(id, new Cart("ann", 1));
        await using var watch = new Watcher<Cart>(Store.WatchAsync<Cart>(id));
        Assert.NotNull(await watch.NextAsync());

        await Store.SetAsync(id, "no cart");
        await Assert.ThrowsAsync<SessionValueException>(() => watch.NextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("~~reserved")]
    public void Watch_IdThatIsNone_IsRefusedAtOnce(string id) =>
        Assert.ThrowsAny<ArgumentException>(() => Store.WatchAsync<int>(id));

    private static async Task<List<long>> LastAsync(IAsyncEnumerable<Session<int>?> watch, int last)
    {
        var versions = new List<long>();
        await foreach (var session in watch)
        {
            versions.Add(session!.Version);
            if (session.Value == last)
                break;
        }

        return versions;
    }
}
