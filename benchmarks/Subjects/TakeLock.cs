using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The lock that StackExchange.Redis has built in: LockTake and LockRelease.</summary>
internal sealed class TakeLock(IDatabase database) : IRedisLock
{
    public async Task<RedisValue> TakeAsync(string id)
    {
        RedisValue token = Guid.NewGuid().ToByteArray();
        while (!await database.LockTakeAsync(Key(id), token, IRedisLock.Lease))
            await Task.Delay(IRedisLock.Poll);
        return token;
    }

    public async Task ReleaseAsync(string id, RedisValue token)
    {
        if (!await database.LockReleaseAsync(Key(id), token))
            throw new InvalidOperationException("The lock was lost.");
    }

    private static RedisKey Key(string id) => "take:" + id;
}
