using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The index in Redis: a sorted set a shard, by deadline, and one an owner, with the same scores. Thread-safe. An owner's entry comes and
/// goes with the shard's. Pages are about as long as asked for; a session there all the while is on one at least, and may be on two.
/// </summary>
internal sealed class RedisSessionIndex(RedisLink link, RedisClock clock, RedisKeys keys) : ISessionIndex
{
    private const string FirstCursor = "0";

    /// <summary>
    /// Moves or removes an entry of a sorted set only while it has the score it was read with: a sweep that was paused must not drop the
    /// entry of a session made anew.
    /// </summary>
    private const string MoveScript = """
        -- KEYS     1 the sorted set
        -- ARGV     as they are named here; next '': the entry goes
        local set = KEYS[1]
        local member, before, next = ARGV[1], ARGV[2], ARGV[3]
        local score = redis.call('ZSCORE', set, member)
        if not score or tonumber(score) ~= tonumber(before) then return 0 end
        if next == '' then return redis.call('ZREM', set, member) end
        redis.call('ZADD', set, next, member)
        return 1
        """;

    public async ValueTask AddAsync(IndexEntry entry)
    {
        var score = IndexScore.Of(entry.Deadline);
        var sets = IndexSet.Of(keys, entry);
        await link.AskAsync(database => Task.WhenAll(sets.Select(set => database.SortedSetAddAsync(set.Key, set.Member, score))));
    }

    public async ValueTask<IReadOnlyList<IndexEntry>> GetDueAsync(int shard, DateTimeOffset now, int limit)
    {
        var key = keys.Shard(shard);
        var until = IndexScore.Of(now);
        var due = await link.AskAsync(async database =>
        {
            // A sweep keeps the clock of an idle silo right.
            var time = clock.AskAsync(database);
            var entries = database.SortedSetRangeByScoreWithScoresAsync(key, stop: until, take: limit);
            await time;
            return await entries;
        });
        return [.. due.Select(entry =>
        {
            var (id, owner) = IndexMember.Parse(entry.Element!);
            return new IndexEntry(id, owner, IndexScore.ToDeadline(entry.Score));
        })];
    }

    public ValueTask MoveAsync(IndexEntry entry, DateTimeOffset? deadline) => ChangeAsync(entry, IndexScore.Of(deadline));

    public ValueTask RemoveAsync(IndexEntry entry) => ChangeAsync(entry, RedisValue.EmptyString);

    public async ValueTask<long> CountAsync(int shard, DateTimeOffset? dueAfter = null)
    {
        var key = keys.Shard(shard);
        var after = dueAfter is null ? double.NegativeInfinity : IndexScore.Of(dueAfter);
        return await link.AskAsync(database => database.SortedSetLengthAsync(key, after, exclude: Exclude.Start));
    }

    public ValueTask<IndexPage> ListAsync(int shard, string? cursor, int size) => ScanAsync(keys.Shard(shard), cursor, size);

    public ValueTask<IndexPage> ListOwnedAsync(string owner, string? cursor, int size) => ScanAsync(keys.Owner(owner), cursor, size);

    private async ValueTask ChangeAsync(IndexEntry entry, RedisValue next)
    {
        RedisValue before = IndexScore.Of(entry.Deadline);
        var sets = IndexSet.Of(keys, entry);
        await link.AskAsync(database => Task.WhenAll(
            sets.Select(set => database.ScriptEvaluateAsync(MoveScript, [set.Key], [set.Member, before, next]))));
    }

    /// <summary>ZSCAN: what is in the set from the first page to the last is on one of them, whatever else comes, goes or moves.</summary>
    private async ValueTask<IndexPage> ScanAsync(RedisKey key, string? cursor, int size)
    {
        // The cursor came from a caller: only a number is passed on.
        var from = PageCursor.Number(cursor ?? FirstCursor);
        var reply = await link.AskAsync(
            database => database.ExecuteAsync("ZSCAN", key, from.ToString(CultureInfo.InvariantCulture), "COUNT", size));
        var next = (string)reply[0]!;
        var members = (RedisValue[])reply[1]!;
        var ids = members.Where((_, place) => place % 2 == 0).Select(member => IndexMember.Parse(member!).Id);
        return new([.. ids.Distinct(StringComparer.Ordinal)], next == FirstCursor ? null : next);
    }
}
