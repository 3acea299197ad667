using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>A lock made of a key in Redis, asked for every ten milliseconds while somebody else has it.</summary>
internal interface IRedisLock
{
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    Task<RedisValue> TakeAsync(string id);

    Task ReleaseAsync(string id, RedisValue token);
}
