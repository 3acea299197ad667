namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>A lock made of a key in Redis, asked for every ten milliseconds while somebody else has it.</summary>
internal sealed class RedisLock(string prefix, Func<RedisKey, RedisValue, Task<bool>> take, Func<RedisKey, RedisValue, Task<bool>> release)
{
    private const string Delete = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>The usual one: SET NX PX, and a script that deletes the key if the token is still one's own.</summary>
    public static RedisLock OfScript(IDatabase database) => new(
        "lock:",
        (key, token) => database.StringSetAsync(key, token, Lease, When.NotExists),
        async (key, token) => (long)await database.ScriptEvaluateAsync(Delete, [key], [token]) == 1);

    /// <summary>What StackExchange.Redis has built in: LockTake and LockRelease.</summary>
    public static RedisLock OfLockTake(IDatabase database) => new(
        "take:", (key, token) => database.LockTakeAsync(key, token, Lease), (key, token) => database.LockReleaseAsync(key, token));

    public async Task<RedisValue> TakeAsync(string id)
    {
        RedisValue token = Guid.NewGuid().ToByteArray();
        while (!await take(prefix + id, token))
            await Task.Delay(Poll);
        return token;
    }

    public async Task ReleaseAsync(string id, RedisValue token)
    {
        if (!await release(prefix + id, token))
            throw new InvalidOperationException("The lock was lost.");
    }
}
