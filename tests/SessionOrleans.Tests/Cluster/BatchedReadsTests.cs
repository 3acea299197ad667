namespace SessionOrleans.Cluster;

/// <summary>Reads of many callers of one client at once share messages, and nobody can tell but by how few there are.</summary>
public sealed class BatchedReadsTests : IClassFixture<ReaderFixture>, IAsyncLifetime
{
    private const int Sessions = 64;

    private readonly ReaderFixture _fixture;
    private readonly SessionStore _store;
    private readonly SessionStore _other;
    private readonly string _name = $"shared-{Guid.NewGuid():N}-";

    public BatchedReadsTests(ReaderFixture fixture)
    {
        _fixture = fixture;
        (_store, _other) = (fixture.NewStore(), fixture.NewStore());
    }

    public Task InitializeAsync() => Task.WhenAll(Numbers.Select(number => _store.SetAsync(_name + number, number)));

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Get_ManyAtOnce_EachIsItsOwnAndFewMessagesCarryThem()
    {
        await MeetAsync();
        Assert.True(
            _fixture.Gate.Reads >= 3 * _fixture.Gate.Messages, $"{_fixture.Gate.Reads} reads in {_fixture.Gate.Messages} messages.");
    }

    [Fact]
    public async Task Get_WhileOthersWrite_IsNeverOlderThanWhatWasAcknowledged()
    {
        var acknowledged = new int[Sessions];
        using var over = new CancellationTokenSource();
        var reading = Task.WhenAll(Numbers.Select(async number =>
        {
            while (!over.IsCancellationRequested)
            {
                var least = Volatile.Read(ref acknowledged[number]);
                Assert.InRange((await _store.GetAsync<int>(_name + number))!.Value, least, int.MaxValue);
            }
        }));
        await MeetAsync();
        for (var value = Sessions; value < Sessions + 30; value++)
        {
            await Task.WhenAll(Numbers.Select(async number =>
            {
                await _other.SetAsync(_name + number, value);
                Volatile.Write(ref acknowledged[number], value);
            }));
        }

        await over.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task Get_RemovedAmongMany_IsAbsent()
    {
        await MeetAsync();
        await _other.RemoveAsync(_name + 7);
        var read = await GetAllAsync();
        Assert.Equal([7], Numbers.Where(number => read[number] is null));
    }

    [Fact]
    public async Task Get_EndedAmongMany_IsAbsent()
    {
        await _store.SetAsync(_name + 7, 7, new SessionWriteOptions { TimeToLive = TimeSpan.FromMinutes(1) });
        await MeetAsync();
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var read = await GetAllAsync();
        Assert.Equal([7], Numbers.Where(number => read[number] is null));
    }

    [Fact]
    public async Task Get_SlidingAmongMany_IsProlonged()
    {
        var sliding = new SessionWriteOptions { TimeToLive = TimeSpan.FromMinutes(1), Sliding = true };
        await _store.SetAsync(_name + 7, 7, sliding);
        await MeetAsync();
        for (var half = 0; half < 6; half++)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.All(await GetAllAsync(), session => Assert.NotNull(session));
        }
    }

    [Fact]
    public async Task Get_MessageIsHeldUp_WaitsForNone()
    {
        await MeetAsync();
        var opens = new TaskCompletionSource();
        _fixture.Gate.Opens = opens.Task;
        var before = _fixture.Gate.Messages;
        try
        {
            // A message is given up after four seconds.
            await Until.TrueAsync(async () =>
            {
                Assert.All(await GetAllAsync().WaitAsync(TimeSpan.FromSeconds(3.5)), session => Assert.NotNull(session));
                return _fixture.Gate.Messages > before;
            });
        }
        finally
        {
            opens.SetResult();
        }
    }

    [Fact]
    public async Task Get_MessageFails_EachAsksForItself()
    {
        await MeetAsync();
        var before = _fixture.Gate.Messages;
        _fixture.Gate.Opens = Task.FromException(new InvalidOperationException("The silo has no such thing."));
        try
        {
            await Until.TrueAsync(async () =>
            {
                Assert.All(await GetAllAsync(), session => Assert.NotNull(session));
                return _fixture.Gate.Messages > before;
            });
        }
        finally
        {
            _fixture.Gate.Opens = Task.CompletedTask;
        }
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(0, Sessions);

    /// <summary>Reads until reads share messages: sessions that were not at hand are asked by themselves for two seconds.</summary>
    private Task MeetAsync()
    {
        var before = _fixture.Gate.Reads;
        return Until.TrueAsync(async () =>
        {
            var read = await GetAllAsync();
            Assert.All(Numbers, number => Assert.Equal(number, read[number]!.Value % Sessions));
            return _fixture.Gate.Reads > before + (4 * Sessions);
        });
    }

    private Task<Session<int>?[]> GetAllAsync() => Task.WhenAll(Numbers.Select(number => _store.GetAsync<int>(_name + number)));
}
