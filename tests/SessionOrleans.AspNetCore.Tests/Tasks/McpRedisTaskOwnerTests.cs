namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpRedisTaskOwnerTests(RedisCluster cluster) : McpTaskOwnerTests(cluster), IClassFixture<RedisCluster>;
