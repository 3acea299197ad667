using Orleans.Serialization;

namespace SessionOrleans.Cluster;

/// <summary>Locks whose holder cannot reach the store, and locks of two processes.</summary>
public sealed class HeldLockTests : GrainTest, IClassFixture<ClusterFixture>, IAsyncDisposable
{
    private readonly ClusterConnection _connection;
    private readonly SessionStore _store;
    private readonly SessionStore _other;
    private readonly string _id = $"held-{Guid.NewGuid():N}";

    public HeldLockTests(ClusterFixture fixture)
        : base(fixture)
    {
        _connection = new(fixture.Cluster.GrainFactory);
        _store = new(_connection, new SessionStoreOptions(), TimeProvider.System);
        _other = fixture.NewStore();
    }

    public static TheoryData<Exception> Troubles =>
    [
        new InvalidOperationException("The session store was disposed."),
        new ObjectDisposedException("client"),
        new SerializerException("No codec."),
    ];

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Lock_EveryRenewalThrows_IsLostAtTheEndOfItsLease(Exception trouble)
    {
        await using var held = await _store.LockAsync(_id, options: new() { Lease = TimeSpan.FromSeconds(1) });
        _connection.Trouble = trouble;
        await Until.FiredAsync(held.Lost);
        _connection.Trouble = null;
        await Assert.ThrowsAsync<SessionLockLostException>(() => held.SetAsync(1));
    }

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Lock_OneRenewalThrows_IsRenewedNextTime(Exception trouble)
    {
        await using var held = await _store.LockAsync(_id, options: new() { Lease = TimeSpan.FromSeconds(3) });
        var before = (await _other.GetInfoAsync(_id))!.Lock!.ExpiresAt;
        Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        _connection.Trouble = trouble;
        await Until.TrueAsync(() => Task.FromResult(_connection.Troubled > 0), what: "a renewal that throws");
        _connection.Trouble = null;
        await Until.TrueAsync(async () => (await _other.GetInfoAsync(_id))!.Lock!.ExpiresAt > before, what: "the renewal after it");
        Assert.False(held.Lost.IsCancellationRequested);
        await held.SetAsync(1);
    }

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Dispose_ReleaseThrows_IsQuiet(Exception trouble)
    {
        var held = await _store.LockAsync(_id);
        _connection.Trouble = trouble;
        await held.DisposeAsync();
        Assert.Equal(1, _connection.Troubled);
    }

    [Fact]
    public async Task Lock_InsideOnesOwnLock_SaysThatLocksAreNotReentrant()
    {
        await using var held = await _store.LockAsync(_id);
        foreach (var wait in new[] { TimeSpan.Zero, TimeSpan.FromMilliseconds(50) })
        {
            var message = (await Assert.ThrowsAsync<TimeoutException>(() => _store.LockAsync(_id, wait))).Message;
            Assert.Contains("This process holds it itself, and locks are not reentrant", message, StringComparison.Ordinal);
            Assert.Contains("held.UpdateAsync", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lock_HeldByAnotherProcess_SaysWhereToLook()
    {
        await using (await _store.LockAsync(_id))
        {
        }

        await using var held = await _other.LockAsync(_id, options: new() { Label = "the other" });
        var message = (await Assert.ThrowsAsync<TimeoutException>(() => _store.LockAsync(_id, TimeSpan.FromMilliseconds(50)))).Message;
        Assert.Contains("find out with GetInfoAsync who holds it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("reentrant", message, StringComparison.Ordinal);
        Assert.Equal("the other", (await _store.GetInfoAsync(_id))!.Lock!.Label);
    }
}
