namespace SessionOrleans.AspNetCore.Tests.Caching;

public sealed class HybridCacheRedisUseTests(RedisCluster cluster) : HybridCacheUseTests(cluster), IClassFixture<RedisCluster>;
