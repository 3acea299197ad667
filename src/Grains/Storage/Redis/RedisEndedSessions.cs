using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Ended sessions in Redis: a sorted set by when each is due, and their records under their names. Thread-safe. The scripts that save
/// and end sessions put them there.
/// </summary>
internal sealed class RedisEndedSessions(RedisLink link, RedisKeys keys) : IEndedSessions
{
    private const string WatchText = """
        -- KEYS     1 the mark of handlers   2 the set   3 the attempts
        -- ARGV     1 milliseconds that the mark lives; '': this silo has no handlers
        if ARGV[1] ~= '' then
          -- Written once a minute, asked for every second.
          if redis.call('PTTL', KEYS[1]) < ARGV[1] - 60000 then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
          return 1
        end
        if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
        if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('UNLINK', KEYS[2], KEYS[3]) end
        return 0
        """;

    private const string TakeText = """
        -- KEYS     1 the set   2 the attempts
        -- ARGV     1 how many at most   2 microseconds that they are claimed for
        -- Answers  the members, each followed by the number of its attempt
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local answer = {}
        for i, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])) do
          redis.call('ZADD', KEYS[1], now + ARGV[2], member)
          answer[2 * i - 1] = member
          answer[2 * i] = redis.call('HINCRBY', KEYS[2], member, 1)
        end
        return answer
        """;

    private const string PutOffText = """
        -- KEYS     1 the set
        -- ARGV     1 the member   2 microseconds
        local time = redis.call('TIME')
        return redis.call('ZADD', KEYS[1], 'XX', 'CH', time[1] * 1000000 + time[2] + ARGV[2], ARGV[1])
        """;

    private const string RemoveText = """
        -- KEYS     1 the set   2 the attempts   3 the record
        -- ARGV     1 the member
        redis.call('HDEL', KEYS[2], ARGV[1])
        redis.call('UNLINK', KEYS[3])
        return redis.call('ZREM', KEYS[1], ARGV[1])
        """;

    public async ValueTask<bool> WatchAsync(bool hasHandlers)
    {
        RedisKey[] names = [keys.EndedHandlers, keys.Ended, keys.EndedAttempts];
        RedisValue life = hasHandlers ? (long)EndedSessionKeeping.Patience.TotalMilliseconds : RedisValue.EmptyString;
        return (bool)await link.AskAsync(database => database.ScriptEvaluateAsync(WatchText, names, [life]));
    }

    public async ValueTask<IReadOnlyList<EndedEntry>> TakeAsync(int limit, TimeSpan claim)
    {
        RedisKey[] names = [keys.Ended, keys.EndedAttempts];
        var reply = (RedisValue[])(await link.AskAsync(database =>
            database.ScriptEvaluateAsync(TakeText, names, [limit, (long)claim.TotalMicroseconds])))!;
        return [.. reply.Chunk(2).Select(pair =>
        {
            var (name, owner) = IndexMember.Parse(pair[0]!);
            return new EndedEntry(EndedSessionName.Parse(name, owner), (int)pair[1]);
        })];
    }

    public async ValueTask<SessionRecord> ReadAsync(EndedEntry entry)
    {
        var key = keys.Session(entry.Name.ToString());
        using var stored = await link.AskAsync(database => database.StringGetLeaseAsync(key));
        return stored is null ? SessionRecord.None : RecordReader.Record(stored.Span);
    }

    public async ValueTask PutOffAsync(EndedEntry entry, TimeSpan pause)
    {
        RedisKey[] names = [keys.Ended];
        RedisValue[] arguments = [IndexMember.Of(entry.Name), (long)pause.TotalMicroseconds];
        await link.AskAsync(database => database.ScriptEvaluateAsync(PutOffText, names, arguments));
    }

    public async ValueTask RemoveAsync(EndedEntry entry)
    {
        RedisKey[] names = [keys.Ended, keys.EndedAttempts, keys.Session(entry.Name.ToString())];
        await link.AskAsync(database => database.ScriptEvaluateAsync(RemoveText, names, [IndexMember.Of(entry.Name)]));
    }
}
