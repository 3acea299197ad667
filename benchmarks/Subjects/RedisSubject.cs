using Medallion.Threading.Redis;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The same work with StackExchange.Redis, from this process, without anything between but the lock that updates take.</summary>
internal sealed class RedisSubject : ISubject
{
    /// <summary>The store's default.</summary>
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    private readonly IDatabase _database;
    private readonly Func<string, Task<IAsyncDisposable>> _lockAsync;

    private RedisSubject(IDatabase database, Func<string, Task<IAsyncDisposable>> lockAsync) =>
        (_database, _lockAsync) = (database, lockAsync);

    public static RedisSubject WithLockOfScript(IDatabase database) => new(database, id => RedisLock.TakeAsync(database, id));

    public static RedisSubject WithDistributedLock(IDatabase database)
    {
        var locks = new RedisDistributedSynchronizationProvider(database);
        return new(database, async id => await locks.CreateLock("distributed:" + id).AcquireAsync());
    }

    public async Task GetAsync(string id)
    {
        byte[]? value = await _database.StringGetAsync(Key(id));
        ArgumentNullException.ThrowIfNull(value);
    }

    public Task SetAsync(string id, byte[] value) => _database.StringSetAsync(Key(id), value, TimeToLive);

    public async Task CreateAsync(string id, byte[] value)
    {
        if (!await _database.StringSetAsync(Key(id), value, TimeToLive, When.NotExists))
            throw new InvalidOperationException("The session was there already.");
    }

    public async Task UpdateAsync(string id)
    {
        await using var held = await _lockAsync(id);
        byte[]? value = await _database.StringGetAsync(Key(id));
        await _database.StringSetAsync(Key(id), Counter.Raise(value), TimeToLive);
    }

    public Task LockedUpdateAsync(string id) => UpdateAsync(id);

    public async Task<long> CountAsync(string id) => Counter.Of(await _database.StringGetAsync(Key(id)));

    private static RedisKey Key(string id) => "direct:" + id;
}
