using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>ASP.NET Core's cache on Redis, with the store's default lifetime, sliding.</summary>
internal sealed class DistributedCacheSubject(IConnectionMultiplexer connection) : ISubject
{
    private static readonly DistributedCacheEntryOptions Lifetime = new() { SlidingExpiration = TimeSpan.FromHours(1) };

    private readonly RedisCache _cache = new(new RedisCacheOptions
    {
        InstanceName = "cache:", ConnectionMultiplexerFactory = () => Task.FromResult(connection),
    });

    public async Task GetAsync(string id) => ArgumentNullException.ThrowIfNull(await _cache.GetAsync(id));

    public Task SetAsync(string id, byte[] value) => _cache.SetAsync(id, value, Lifetime);
}
