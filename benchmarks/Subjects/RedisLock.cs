namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>
/// The usual lock of a key in Redis: SET NX PX, and a script that deletes the key if the token is still one's own. It is asked for every
/// ten milliseconds while somebody else has it.
/// </summary>
internal sealed class RedisLock : IAsyncDisposable
{
    private const string Delete = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly IDatabase _database;
    private readonly RedisKey _key;
    private readonly RedisValue _token = Guid.NewGuid().ToByteArray();

    private RedisLock(IDatabase database, string id) => (_database, _key) = (database, "lock:" + id);

    public static async Task<IAsyncDisposable> TakeAsync(IDatabase database, string id)
    {
        var taken = new RedisLock(database, id);
        while (!await database.StringSetAsync(taken._key, taken._token, Lease, When.NotExists))
            await Task.Delay(Poll);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        if ((long)await _database.ScriptEvaluateAsync(Delete, [_key], [_token]) != 1)
            throw new InvalidOperationException("The lock was lost.");
    }
}
