namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpRedisTaskTests(RedisCluster cluster) : McpTaskTests(cluster), IClassFixture<RedisCluster>;
