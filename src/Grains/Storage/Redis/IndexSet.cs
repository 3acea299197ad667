using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>A sorted set that has an entry, and the member it is there.</summary>
internal readonly record struct IndexSet(RedisKey Key, RedisValue Member);
