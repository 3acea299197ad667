using Microsoft.Extensions.Caching.StackExchangeRedis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>FusionCache: memory before, Redis behind, no backplane between processes.</summary>
internal sealed class FusionCacheSubject : ISubject
{
    /// <summary>The store's default lifetime. It does not slide.</summary>
    private readonly FusionCache _cache = new(new FusionCacheOptions
    {
        CacheKeyPrefix = "fusion:", DefaultEntryOptions = new FusionCacheEntryOptions(TimeSpan.FromHours(1)),
    });

    public FusionCacheSubject(IConnectionMultiplexer connection) => _cache.SetupDistributedCache(
        new RedisCache(new RedisCacheOptions { ConnectionMultiplexerFactory = () => Task.FromResult(connection) }),
        new FusionCacheSystemTextJsonSerializer());

    public async Task GetAsync(string id) => ArgumentNullException.ThrowIfNull(await _cache.GetOrDefaultAsync<byte[]>(id));

    public Task SetAsync(string id, byte[] value) => _cache.SetAsync(id, value).AsTask();
}
