using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Ended sessions in Redis: for each shard a sorted set by when each is due, and their records under their names. Thread-safe. The scripts
/// that save and end sessions put them there. A set that nobody takes from lapses a day after its last end.
/// </summary>
internal sealed class RedisEndedSessions(RedisLink link, RedisShards shards) : IEndedSessions
{
    private const string MarkText = """
        -- KEYS     1 the mark of handlers
        -- ARGV     1 milliseconds that it lives
        -- Written once a minute, asked for every second.
        if redis.call('PTTL', KEYS[1]) < ARGV[1] - 60000 then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
        """;

    private const string TakeText = """
        -- KEYS     1 the set   2 the attempts
        -- ARGV     1 how many at most   2 microseconds that they are claimed for   3 milliseconds that attempts are kept
        -- Answers  the members, each followed by the number of its attempt
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local answer = {}
        for i, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])) do
          redis.call('ZADD', KEYS[1], now + ARGV[2], member)
          answer[2 * i - 1] = member
          answer[2 * i] = redis.call('HINCRBY', KEYS[2], member, 1)
        end
        if #answer > 0 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
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

    private readonly RedisKey _handlers = RedisKeys.EndedHandlers(shards.Prefix);

    public async ValueTask<bool> WatchAsync(bool hasHandlers)
    {
        if (!hasHandlers)
            return await link.AskAsync(database => database.KeyExistsAsync(_handlers, RedisLink.OnPrimary));
        RedisValue life = (long)EndedSessionKeeping.Patience.TotalMilliseconds;
        await link.AskAsync(database => database.ScriptEvaluateAsync(MarkText, [_handlers], [life], RedisLink.OnPrimary));
        return true;
    }

    /// <summary>Most shards have none that are due. Who looks begins anywhere, so that none waits for others' shards.</summary>
    public async ValueTask<IReadOnlyList<EndedEntry>> TakeAsync(int limit, TimeSpan claim)
    {
        var due = await Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count).Select(CountDueAsync));
        var taken = new List<EndedEntry>();
        var first = Random.Shared.Next(due.Length);
        for (var i = 0; i < due.Length && taken.Count < limit; i++)
        {
            if ((first + i) % due.Length is var shard && due[shard] > 0)
                taken.AddRange(await TakeAsync(shards[shard].Keys, limit - taken.Count, claim));
        }

        return taken;
    }

    public async ValueTask<SessionRecord> ReadAsync(EndedEntry entry)
    {
        var key = RecordOf(entry);
        using var stored = await link.AskAsync(database => database.StringGetLeaseAsync(key, RedisLink.OnPrimary));
        return stored is null ? SessionRecord.None : RecordReader.Record(stored.Span);
    }

    public async ValueTask PutOffAsync(EndedEntry entry, TimeSpan pause)
    {
        RedisKey[] names = [shards.Of(entry.Name.Id).Keys.Ended];
        RedisValue[] arguments = [IndexMember.Of(entry.Name), (long)pause.TotalMicroseconds];
        await link.AskAsync(database => database.ScriptEvaluateAsync(PutOffText, names, arguments, RedisLink.OnPrimary));
    }

    public async ValueTask RemoveAsync(EndedEntry entry)
    {
        var keys = shards.Of(entry.Name.Id).Keys;
        RedisKey[] names = [keys.Ended, keys.EndedAttempts, RecordOf(entry)];
        RedisValue[] arguments = [IndexMember.Of(entry.Name)];
        await link.AskAsync(database => database.ScriptEvaluateAsync(RemoveText, names, arguments, RedisLink.OnPrimary));
    }

    private RedisKey RecordOf(EndedEntry entry) => shards.Of(entry.Name.Id).Keys.EndedRecord(entry.Name.ToString());

    private async Task<long> CountDueAsync(int shard)
    {
        var (keys, clock) = shards[shard];
        await clock.MakeCertainAsync();
        var now = StorageVersions.Microseconds(clock.Now);
        return await link.AskAsync(database => database.SortedSetLengthAsync(keys.Ended, max: now, flags: RedisLink.OnPrimary));
    }

    private async Task<IEnumerable<EndedEntry>> TakeAsync(RedisKeys keys, int limit, TimeSpan claim)
    {
        RedisKey[] names = [keys.Ended, keys.EndedAttempts];
        RedisValue[] arguments =
            [limit, (long)claim.TotalMicroseconds, (long)EndedSessionKeeping.Patience.TotalMilliseconds];
        var reply = (RedisValue[])(await link.AskAsync(
            database => database.ScriptEvaluateAsync(TakeText, names, arguments, RedisLink.OnPrimary)))!;
        return reply.Chunk(2).Select(pair =>
        {
            var (name, owner) = IndexMember.Parse(pair[0]!);
            return new EndedEntry(EndedSessionName.Parse(name, owner), (int)pair[1]);
        });
    }
}
