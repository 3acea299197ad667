using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Redis' time, without asking for it: every reply of the save script and every sweep tells it, and our monotonic clock carries it on in
/// between. The wall clock of this machine plays no part. Thread-safe. After a better reading it may step back by what the last was off.
/// </summary>
internal sealed class RedisClock(RedisLink link, TimeProvider time) : StorageClock
{
    private const int FirstReadings = 4;

    private ClockReading? _reading;

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + Reading.Offset + Elapsed;

    public override TimeSpan Elapsed => time.GetElapsedTime(0);

    /// <summary>How far off <see cref="Now"/> is at most.</summary>
    public TimeSpan Error => Reading.ErrorAt(Elapsed);

    private ClockReading Reading => Volatile.Read(ref _reading)
        ?? throw new InvalidOperationException($"Redis' time is not known yet: await {nameof(LearnAsync)} before the first session is served.");

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
        var sent = Elapsed;
        var reply = await database.ExecuteAsync("TIME");
        Observe(((long)reply[0] * 1_000_000) + (long)reply[1], sent);
        return true;
    }

    /// <summary>
    /// Takes in a reply that came just now: Redis' time in it, in <paramref name="microseconds"/> since 1970, to a command sent
    /// at <paramref name="sent"/> of <see cref="Elapsed"/>.
    /// </summary>
    public void Observe(long microseconds, TimeSpan sent)
    {
        var reading = ClockReading.Of(TimeSpan.FromMicroseconds(microseconds), sent, Elapsed);
        if (Volatile.Read(ref _reading) is not { } older || reading.Replaces(older))
            Volatile.Write(ref _reading, reading);
    }
}
