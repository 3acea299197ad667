using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>One of the shards as Redis has it: its keys, and the clock of the Redis that has them. Thread-safe.</summary>
internal sealed record RedisShard(RedisKeys Keys, RedisClock Clock)
{
    /// <summary>The sets of the index that have an entry: the shard's, and the owner's where there is one.</summary>
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public IndexSet[] SetsOf(IndexEntry entry)
    {
        var all = new IndexSet(Keys.Index, IndexMember.Of(entry.Id, entry.Owner));
        return entry.Owner is null ? [all] : [all, new(Keys.Owner(entry.Owner), entry.Id)];
    }
}
