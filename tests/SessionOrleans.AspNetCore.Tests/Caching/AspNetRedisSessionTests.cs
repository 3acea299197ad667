namespace SessionOrleans.AspNetCore.Tests.Caching;

public sealed class AspNetRedisSessionTests(RedisCluster cluster) : AspNetSessionTests(cluster), IClassFixture<RedisCluster>;
