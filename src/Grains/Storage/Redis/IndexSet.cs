using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>A sorted set that has an entry, and the member it is there.</summary>
internal readonly record struct IndexSet(RedisKey Key, RedisValue Member)
{
    /// <summary>The shard's, and the owner's where there is one.</summary>
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public static IndexSet[] Of(RedisKeys keys, IndexEntry entry)
    {
        var shard = new IndexSet(keys.Shard(ExpiryShards.Of(entry.Id)), IndexMember.Of(entry.Id, entry.Owner));
        return entry.Owner is null ? [shard] : [shard, new(keys.Owner(entry.Owner), entry.Id)];
    }
}
