using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Redis' time, without asking for it: every reply of the save script and every sweep tells it, and our monotonic clock carries it on in
/// between. Thread-safe. After a better reading it may step back by what the last was off. What the wall clock of this machine says plays
/// no part; but where it and the monotonic one part, which stands still while a laptop sleeps, Redis' time is in doubt until it is asked
/// for.
/// </summary>
internal sealed class RedisClock(RedisLink link, TimeProvider time) : StorageClock
{
    private const int FirstReadings = 4;

    /// <summary>What the wall clock may part from the monotonic one by. Either is slewed as the other is; a second is a sleep, or a clock
    /// that was set.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private ClockReading? _reading;
    private long _apartTicks;

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + Reading.Offset + Elapsed;

    public override TimeSpan Elapsed => time.GetElapsedTime(0);

    public override bool IsCertain => IsStill(TimeSpan.FromTicks(Volatile.Read(ref _apartTicks)));

    /// <summary>How far off <see cref="Now"/> is at most.</summary>
    public TimeSpan Error => Reading.ErrorAt(Elapsed);

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
        var reply = await database.ExecuteAsync("TIME");

        // A reply to what was asked before a sleep may be old.
        if (IsStill(apart))
        {
            Take(((long)reply[0] * 1_000_000) + (long)reply[1], sent);
            Volatile.Write(ref _apartTicks, apart.Ticks);
        }

        return true;
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

    private TimeSpan Apart => time.GetUtcNow() - DateTimeOffset.UnixEpoch - Elapsed;

    private bool IsStill(TimeSpan apart) => (Apart - apart).Duration() < Tolerance;

    private void Take(long microseconds, TimeSpan sent)
    {
        var reading = ClockReading.Of(TimeSpan.FromMicroseconds(microseconds), sent, Elapsed);
        if (Volatile.Read(ref _reading) is not { } older || reading.Replaces(older))
            Volatile.Write(ref _reading, reading);
    }
}
