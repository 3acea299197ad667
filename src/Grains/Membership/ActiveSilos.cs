using StackExchange.Redis;

namespace SessionOrleans.Membership;

/// <summary>
/// The silos that may hold sessions, in one hash of Redis beside Orleans' membership table. A silo enters as it becomes active and is
/// removed before anybody declares it dead; it never enters again. Thread-safe. An answer is waited for as long as the connection does, or
/// as is given.
/// </summary>
internal sealed class ActiveSilos(IConnectionMultiplexer connection, string prefix, TimeSpan? answerWithin = null)
{
    private readonly TimeSpan _within = answerWithin ?? Timeout.InfiniteTimeSpan;
    private readonly RedisKey _key = prefix + "a:silos";
    private readonly IDatabase _database = connection.GetDatabase();

    public Task EnterAsync(SiloAddress silo) =>
        _database.HashSetAsync(_key, NameOf(silo), 1, flags: RedisLink.OnPrimary).WaitAsync(_within);

    public Task RemoveAsync(SiloAddress silo) => _database.HashDeleteAsync(_key, NameOf(silo), RedisLink.OnPrimary).WaitAsync(_within);

    public async Task<HashSet<SiloAddress>> ReadAsync()
    {
        var names = await _database.HashKeysAsync(_key, RedisLink.OnPrimary).WaitAsync(_within);
        return [.. names.Select(name => SiloAddress.FromParsableString(name.ToString()))];
    }

    private static RedisValue NameOf(SiloAddress silo) => silo.ToParsableString();
}
