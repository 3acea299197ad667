using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The usual Redis lock: SET NX PX, and a script that deletes the key if the token is still one's own.</summary>
internal sealed class ScriptLock(IDatabase database) : IRedisLock
{
    private const string Release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    public async Task<RedisValue> TakeAsync(string id)
    {
        RedisValue token = Guid.NewGuid().ToByteArray();
        while (!await database.StringSetAsync(Key(id), token, IRedisLock.Lease, When.NotExists))
            await Task.Delay(IRedisLock.Poll);
        return token;
    }

    public async Task ReleaseAsync(string id, RedisValue token)
    {
        if ((long)await database.ScriptEvaluateAsync(Release, [Key(id)], [token]) != 1)
            throw new InvalidOperationException("The lock was lost.");
    }

    private static RedisKey Key(string id) => "lock:" + id;
}
