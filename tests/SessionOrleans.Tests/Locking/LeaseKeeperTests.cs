using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Orleans.Serialization;

namespace SessionOrleans.Locking;

public sealed class LeaseKeeperTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Third = Lease / 3;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<TimeSpan> _sent = Channel.CreateUnbounded<TimeSpan>();
    private readonly CancellationTokenSource _stop = new();

    public static TheoryData<Exception> Troubles =>
    [
        new InvalidOperationException("The session store was disposed."),
        new ObjectDisposedException("client"),
        new SerializerException("No codec."),
        new OperationCanceledException(),
        new SessionStoreUnavailableException("away"),
        new TimeoutException(),
    ];

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Keep_EveryRenewalThrows_EndsWithTheLease(Exception trouble)
    {
        var keeping = Keep(() => Task.FromException<Outcome>(trouble));
        await NextRenewalAsync();
        await NextRenewalAsync();
        _time.Advance(Third - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.LeaseOver, await EndOf(keeping));
    }

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Keep_RenewalThrowsAtOnce_IsTriedAgain(Exception trouble)
    {
        var renewals = 0;
        var keeping = Keep(() => ++renewals == 2 ? Task.FromResult(Outcome.Done) : throw trouble);
        await NextRenewalAsync();
        await NextRenewalAsync();

        // The second one succeeded: a lease from then.
        await NextRenewalAsync();
        await NextRenewalAsync();
        _time.Advance(Third - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.LeaseOver, await EndOf(keeping));
    }

    [Fact]
    public async Task Keep_RenewalNeverAnswers_EndsWithTheLease()
    {
        var keeping = Keep(() => new TaskCompletionSource<Outcome>().Task);
        await NextRenewalAsync();
        _time.Advance((2 * Third) - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.LeaseOver, await EndOf(keeping));
    }

    [Fact]
    public async Task Keep_AnswerComesLate_LeaseCountsFromWhenItWasSent()
    {
        var answer = new TaskCompletionSource<Outcome>();
        var renewals = 0;
        var keeping = Keep(() => ++renewals == 1 ? answer.Task : Task.FromResult(Outcome.Unavailable));
        await NextRenewalAsync();
        _time.Advance(Third - Tick);
        answer.SetResult(Outcome.Done);
        _time.Advance(Tick);
        Assert.Equal(2 * Third, await SentAsync());
        _time.Advance((2 * Third) - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.LeaseOver, await EndOf(keeping));
    }

    [Fact]
    public async Task Keep_GrantThatTookLong_IsRenewedAThirdAfterItWasGiven()
    {
        var since = _time.GetTimestamp();
        _time.Advance(Third / 2);
        _ = new LeaseKeeper(_time, new(Lease, Forever, since), Renewing(() => Task.FromResult(Outcome.Done))).KeepAsync(_stop.Token);
        _time.Advance(Third / 2);
        Assert.Equal(Third, await SentAsync());
    }

    [Fact]
    public async Task Keep_MaxHoldShorterThanAThird_EndsAtMaxHold()
    {
        var keeping = Keep(() => Task.FromResult(Outcome.Done), maxHold: TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2) - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.MaxHoldOver, await EndOf(keeping));
        Assert.False(_sent.Reader.TryPeek(out _));
    }

    [Fact]
    public async Task Keep_MaxHoldBetweenRenewals_EndsAtMaxHold()
    {
        var keeping = Keep(() => Task.FromResult(Outcome.Done), maxHold: 2.5 * Third);
        await NextRenewalAsync();
        await NextRenewalAsync();
        _time.Advance((0.5 * Third) - Tick);
        Assert.False(keeping.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal(LockEnd.MaxHoldOver, await EndOf(keeping));
    }

    [Fact]
    public async Task Keep_RenewalHangsOverMaxHold_EndsAtMaxHold()
    {
        var keeping = Keep(() => new TaskCompletionSource<Outcome>().Task, maxHold: 1.5 * Third);
        await NextRenewalAsync();
        _time.Advance(0.5 * Third);
        Assert.Equal(LockEnd.MaxHoldOver, await EndOf(keeping));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task Keep_MaxHoldInfinite_IsRenewedForEver(long milliseconds)
    {
        var maxHold = milliseconds < 0 ? Forever : TimeSpan.MaxValue;
        var keeping = Keep(() => Task.FromResult(Outcome.Done), maxHold);
        for (var renewal = 0; renewal < 10_000; renewal++)
            await NextRenewalAsync();
        Assert.False(keeping.IsCompleted);
    }

    [Theory]
    [InlineData(nameof(Outcome.Gone), nameof(LockEnd.Gone))]
    [InlineData(nameof(Outcome.Ended), nameof(LockEnd.SessionEnded))]
    public async Task Keep_StoreSaysThatItIsOver_EndsAtOnce(string outcome, string end)
    {
        var keeping = Keep(() => Task.FromResult(Enum.Parse<Outcome>(outcome)));
        await NextRenewalAsync();
        Assert.Equal(Enum.Parse<LockEnd>(end), await EndOf(keeping));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keep_Stopped_EndsAtOnce(bool whileItRenews)
    {
        var keeping = Keep(() => new TaskCompletionSource<Outcome>().Task);
        if (whileItRenews)
            await NextRenewalAsync();
        await _stop.CancelAsync();
        Assert.Equal(LockEnd.Released, await EndOf(keeping));
    }

    private static Task<LockEnd> EndOf(Task<LockEnd> keeping) => keeping.WaitAsync(Until.Hang);

    private Task<LockEnd> Keep(Func<Task<Outcome>> renew, TimeSpan? maxHold = null) =>
        new LeaseKeeper(_time, new(Lease, maxHold ?? Forever, _time.GetTimestamp()), Renewing(renew)).KeepAsync(_stop.Token);

    private Func<CancellationToken, Task<Outcome>> Renewing(Func<Task<Outcome>> renew) => _ =>
    {
        _sent.Writer.TryWrite(_time.GetUtcNow() - _time.Start);
        return renew();
    };

    private async Task NextRenewalAsync()
    {
        _time.Advance(Third);
        Assert.Equal(_time.GetUtcNow() - _time.Start, await SentAsync());
    }

    private Task<TimeSpan> SentAsync() => _sent.Reader.ReadAsync().AsTask().WaitAsync(Until.Hang);
}
