using StackExchange.Redis;

namespace SessionOrleans.Membership;

/// <summary>
/// The silos that may hold sessions, in one hash of Redis beside Orleans' membership table. A silo enters as it becomes active and is
/// removed before anybody declares it dead; it never enters again. Thread-safe.
/// </summary>
internal sealed class ActiveSilos(IConnectionMultiplexer connection, string prefix)
{
    private readonly RedisKey _key = prefix + "a:silos";
    private readonly IDatabase _database = connection.GetDatabase();

    public Task EnterAsync(SiloAddress silo) => _database.HashSetAsync(_key, NameOf(silo), 1, flags: RedisLink.OnPrimary);

    public Task RemoveAsync(SiloAddress silo) => _database.HashDeleteAsync(_key, NameOf(silo), RedisLink.OnPrimary);

    public async Task<HashSet<SiloAddress>> ReadAsync() =>
        [.. (await _database.HashKeysAsync(_key, RedisLink.OnPrimary)).Select(name => SiloAddress.FromParsableString(name.ToString()))];

    private static RedisValue NameOf(SiloAddress silo) => silo.ToParsableString();
}
