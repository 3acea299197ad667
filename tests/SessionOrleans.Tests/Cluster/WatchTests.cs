using Orleans.Runtime;
using SessionOrleans.Contract;
using SessionOrleans.Signals;

namespace SessionOrleans.Cluster;

/// <summary>Watches in a cluster of two silos.</summary>
public sealed class WatchTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Silo_Lost_WatchersSeeWhatWasWrittenSince()
    {
        await using var store = Fixture.NewStore();
        var management = Fixture.Cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        var doomed = Fixture.Cluster.SecondarySilos[0];
        string id;
        do
        {
            id = $"watched-{Guid.NewGuid():N}";
            await store.SetAsync(id, 1);
        }
        while (!Equals(await management.GetActivationAddress(Session(id)), doomed.SiloAddress));
        await using var watch = new Watcher<int>(store.WatchAsync<int>(id));
        Assert.Equal(1, (await watch.NextAsync())!.Value);

        await Fixture.Cluster.KillSiloAsync(doomed);
        await Until.TrueAsync(async () =>
        {
            try
            {
                return await store.SetAsync(id, 2) > 0;
            }
            catch (SessionStoreException)
            {
                return false;
            }
        });

        Assert.Equal(2, (await watch.NextAsync())!.Value);
    }

    [Fact]
    public async Task Session_AfterAListenerLeft_TellsTheOthersOnly()
    {
        var session = NewSession();
        var (left, stays) = (new WaitingListener(), new WaitingListener());
        var grains = Fixture.Cluster.GrainFactory;
        var leaving = grains.CreateObjectReference<ISignalListener>(left);
        await session.Listen(leaving);
        var before = await session.Listen(grains.CreateObjectReference<ISignalListener>(stays));
        await session.Leave(leaving);

        await session.Write(Value("a"));
        var mark = await stays.Heard.Task.WaitAsync(Until.Hang);

        Assert.Equal(before with { Count = before.Count + 1 }, mark);
        Assert.False(left.Heard.Task.IsCompleted);
    }

    [Fact]
    public async Task Watch_LastWatcherLeft_ListensToNothingAnyMore()
    {
        await using var store = Fixture.NewStore();
        var signals = (SessionSignals)store.Signals;
        var id = $"watched-{Guid.NewGuid():N}";
        await using (var first = new Watcher<int>(store.WatchAsync<int>(id)))
        {
            await using (var second = new Watcher<int>(store.WatchAsync<int>(id)))
                Assert.Null(await second.NextAsync());
            Assert.Null(await first.NextAsync());
            await store.SetAsync(id, 1);
            Assert.Equal(1, (await first.NextAsync())!.Value);
            Assert.Equal(1, signals.SessionsListenedTo);
        }

        Assert.Equal(0, signals.SessionsListenedTo);
    }

    [Fact]
    public async Task Watch_StoreThatDoesNotAnswerForAWhile_GoesOnAfterIt()
    {
        var connection = new ClusterConnection(Fixture.Cluster.GrainFactory);
        await using var store = new SessionStore(connection, new(), TimeProvider.System);
        await using var other = Fixture.NewStore();
        var id = $"watched-{Guid.NewGuid():N}";
        await using var watch = new Watcher<int>(store.WatchAsync<int>(id));
        Assert.Null(await watch.NextAsync());

        connection.Trouble = Calls.StoreErrors.Unavailable();
        var next = watch.NextAsync();
        await other.SetAsync(id, 1);
        await Until.TrueAsync(() => Task.FromResult(connection.Troubled > 2), what: "the watcher looked in vain");
        connection.Trouble = null;

        Assert.Equal(1, (await next)!.Value);
    }

    private sealed class WaitingListener : ISignalListener
    {
        public TaskCompletionSource<SignalMark> Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask Hear(string name, SignalMark mark, string? message)
        {
            Heard.TrySetResult(mark);
            return default;
        }
    }
}
