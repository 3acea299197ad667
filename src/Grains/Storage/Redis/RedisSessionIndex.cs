using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The index in Redis: a sorted set a shard, by deadline, and one an owner in each shard, with the same scores, so that an owner's entry
/// comes and goes with the shard's, in one script. Thread-safe. Pages are about as long as asked for; a session there all the while is on
/// one at least, and may be on two.
/// </summary>
internal sealed class RedisSessionIndex(RedisLink link, RedisShards shards) : ISessionIndex
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
        var sets = shards.Of(entry.Id).SetsOf(entry);
        await link.AskAsync(database => Task.WhenAll(
            sets.Select(set => database.SortedSetAddAsync(set.Key, set.Member, score, flags: RedisLink.OnPrimary))));
    }

    public async ValueTask<IReadOnlyList<IndexEntry>> GetDueAsync(int shard, DateTimeOffset now, int limit)
    {
        var (keys, clock) = shards[shard];
        var until = IndexScore.Of(now);
        var due = await link.AskAsync(async database =>
        {
            // A sweep keeps the clock of an idle silo right.
            var time = clock.AskAsync(database);
            var entries =
                database.SortedSetRangeByScoreWithScoresAsync(keys.Index, stop: until, take: limit, flags: RedisLink.OnPrimary);
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
        var key = shards[shard].Keys.Index;
        var after = dueAfter is null ? double.NegativeInfinity : IndexScore.Of(dueAfter);
        return await link.AskAsync(
            database => database.SortedSetLengthAsync(key, after, exclude: Exclude.Start, flags: RedisLink.OnPrimary));
    }

    public ValueTask<IndexPage> ListAsync(int shard, string? cursor, int size) => ScanAsync(shards[shard].Keys.Index, cursor, size);

    /// <summary>Shard by shard, as many as have about a page together. Most have none of an owner, which their sets' lengths say at
    /// once.</summary>
    public async ValueTask<IndexPage> ListOwnedAsync(string owner, string? cursor, int size)
    {
        var (first, after) = cursor is null ? (0, FirstCursor) : PageCursor.ShardAndRest(cursor, ExpiryShards.Count);
        RedisKey[] sets = [.. Enumerable.Range(0, ExpiryShards.Count).Select(shard => shards[shard].Keys.Owner(owner))];
        var lengths = await link.AskAsync(database => Task.WhenAll(
            sets[first..].Select(set => database.SortedSetLengthAsync(set, flags: RedisLink.OnPrimary))));
        if (after != FirstCursor || lengths[0] > size)
        {
            var (ids, next) = await ScanAsync(sets[first], after, size);
            return new(ids, next is not null ? $"{first}:{next}" : first + 1 < sets.Length ? $"{first + 1}:{FirstCursor}" : null);
        }

        var (end, count) = (first, 0L);
        while (end < sets.Length && count + lengths[end - first] <= size)
            count += lengths[end++ - first];
        var found = await Task.WhenAll(Enumerable.Range(first, end - first).Where(shard => lengths[shard - first] > 0).Select(
            shard => AllAsync(sets[shard])));
        return new([.. found.SelectMany(ids => ids)], end < sets.Length ? $"{end}:{FirstCursor}" : null);
    }

    private async Task<string[]> AllAsync(RedisKey set) => (await link.AskAsync(
        database => database.SortedSetRangeByRankAsync(set, flags: RedisLink.OnPrimary))).ToStringArray()!;

    private async ValueTask ChangeAsync(IndexEntry entry, RedisValue next)
    {
        RedisValue before = IndexScore.Of(entry.Deadline);
        var sets = shards.Of(entry.Id).SetsOf(entry);
        await link.AskAsync(database => Task.WhenAll(
            sets.Select(set => database.ScriptEvaluateAsync(MoveScript, [set.Key], [set.Member, before, next], RedisLink.OnPrimary))));
    }

    /// <summary>ZSCAN: what is in the set from the first page to the last is on one of them, whatever else comes, goes or moves.</summary>
    private async ValueTask<IndexPage> ScanAsync(RedisKey key, string? cursor, int size)
    {
        // The cursor came from a caller: only a number is passed on.
        var from = PageCursor.Number(cursor ?? FirstCursor);
        var reply = await link.AskAsync(
            database => database.ExecuteAsync(
                "ZSCAN", [key, from.ToString(CultureInfo.InvariantCulture), "COUNT", size], RedisLink.OnPrimary));
        var next = (string)reply[0]!;
        var members = (RedisValue[])reply[1]!;
        var ids = members.Where((_, place) => place % 2 == 0).Select(member => IndexMember.Parse(member!).Id);
        return new([.. ids.Distinct(StringComparer.Ordinal)], next == FirstCursor ? null : next);
    }
}
