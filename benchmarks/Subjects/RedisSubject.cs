namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The same work with StackExchange.Redis, from this process, without anything between.</summary>
internal sealed class RedisSubject(IDatabase database, RedisLock redisLock) : ISubject
{
    /// <summary>The store's default.</summary>
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    public async Task GetAsync(string id)
    {
        byte[]? value = await database.StringGetAsync(Key(id));
        ArgumentNullException.ThrowIfNull(value);
    }

    public Task SetAsync(string id, byte[] value) => database.StringSetAsync(Key(id), value, TimeToLive);

    public async Task CreateAsync(string id, byte[] value)
    {
        if (!await database.StringSetAsync(Key(id), value, TimeToLive, When.NotExists))
            throw new InvalidOperationException("The session was there already.");
    }

    public async Task UpdateAsync(string id)
    {
        var token = await redisLock.TakeAsync(id);
        byte[]? value = await database.StringGetAsync(Key(id));
        await database.StringSetAsync(Key(id), Counter.Raise(value), TimeToLive);
        await redisLock.ReleaseAsync(id, token);
    }

    public Task LockedUpdateAsync(string id) => UpdateAsync(id);

    public async Task<long> CountAsync(string id) => Counter.Of(await database.StringGetAsync(Key(id)));

    private static RedisKey Key(string id) => "direct:" + id;
}
