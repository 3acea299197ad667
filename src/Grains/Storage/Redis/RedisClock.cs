using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Redis' time, without asking for it: every reply of the save script and every sweep tells it, and our monotonic clock carries it on in
/// between. Thread-safe. It steps back only where Redis' own clock was set. What the wall clock of this machine says plays no part; but
/// where it and the monotonic one part, which stands still while a laptop sleeps, Redis' time is in doubt until it is asked for.
/// </summary>
/// <param name="link">The way to Redis.</param>
/// <param name="of">A key of those whose Redis it is the clock of.</param>
/// <param name="time">Whose monotonic clock carries it on.</param>
internal sealed class RedisClock(RedisLink link, RedisKey of, TimeProvider time) : StorageClock
{
    private const int FirstReadings = 4;

    /// <summary>A command without a key has no place in a Redis Cluster; a script with one has.</summary>
    private const string TimeText = "return redis.call('TIME')";

    /// <summary>What the wall clock may part from the monotonic one by. Either is slewed as the other is; a second is a sleep, or a clock
    /// that was set.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>From here on a reading is renewed: two clocks may part by 30 ms by then. A sweep does it more often, where it is this
    /// silo's.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private ClockReading? _reading;
    private long _apartTicks;
    private volatile bool _isPresumed;
    private int _isRenewing;

    public override DateTimeOffset Now
    {
        get
        {
            var (reading, elapsed) = (Reading, Elapsed);
            if (elapsed - reading.At > GoodFor)
                Renew();
            return DateTimeOffset.UnixEpoch + reading.TimeAt(elapsed);
        }
    }

    public override TimeSpan Elapsed => time.GetElapsedTime(0);

    public override bool IsCertain => !_isPresumed && IsStill(TimeSpan.FromTicks(Volatile.Read(ref _apartTicks)));

    private ClockReading Reading => Volatile.Read(ref _reading)
        ?? throw new InvalidOperationException(
            $"Redis' time is not known yet: await {nameof(LearnAsync)} before the first session is served.");

    /// <summary>Asks Redis for its time, before anything else needs it.</summary>
    /// <exception cref="SessionStorageException">Redis did not answer.</exception>
    public async Task LearnAsync()
    {
        for (var i = 0; i < FirstReadings; i++)
            await link.AskAsync(AskAsync);
    }

    /// <summary>Takes a reading, on a connection that is used anyway.</summary>
    public async Task<bool> AskAsync(IDatabase database)
    {
        var (apart, sent) = (Apart, Elapsed);
        var reply = await database.ScriptEvaluateAsync(TimeText, [of], flags: RedisLink.OnPrimary);

        // A reply to what was asked before a sleep may be old.
        if (IsStill(apart))
        {
            Take(((long)reply[0] * 1_000_000) + (long)reply[1], sent);
            Volatile.Write(ref _apartTicks, apart.Ticks);
            _isPresumed = false;
        }

        return true;
    }

    /// <summary>Where Redis did not tell its time yet, it is taken to be another's until it does.</summary>
    public void Presume(RedisClock other)
    {
        if (Interlocked.CompareExchange(ref _reading, other._reading, null) is null)
            _isPresumed = true;
    }

    /// <summary>
    /// Takes in a reply that came just now: Redis' time in it, in <paramref name="microseconds"/> since 1970, to a command sent
    /// at <paramref name="sent"/> of <see cref="Elapsed"/>.
    /// </summary>
    public void Observe(long microseconds, TimeSpan sent)
    {
        if (IsCertain)
            Take(microseconds, sent);
    }

    /// <summary>Asks Redis for its time where it is in doubt.</summary>
    /// <exception cref="SessionStorageException">Redis did not answer.</exception>
    public ValueTask MakeCertainAsync() => IsCertain ? default : new(link.AskAsync(AskAsync));

    /// <summary>In the background: a clock that is a minute old is still right to some milliseconds.</summary>
    private void Renew()
    {
        if (Interlocked.Exchange(ref _isRenewing, 1) == 0)
            _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        try
        {
            await link.AskAsync(AskAsync).ConfigureAwait(false);
        }
        catch (SessionStorageException)
        {
            // Who needs Redis is told; who only asks for the time asks again.
        }
        finally
        {
            Volatile.Write(ref _isRenewing, 0);
        }
    }

    private TimeSpan Apart => time.GetUtcNow() - DateTimeOffset.UnixEpoch - Elapsed;

    private bool IsStill(TimeSpan apart) => (Apart - apart).Duration() < Tolerance;

    private void Take(long microseconds, TimeSpan sent)
    {
        var reading = ClockReading.Of(TimeSpan.FromMicroseconds(microseconds), sent, Elapsed);
        ClockReading? older;
        ClockReading next;
        do
        {
            older = Volatile.Read(ref _reading);
            next = older is null ? reading : reading.Succeed(older, Elapsed);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _reading, next, older), older));
    }
}
