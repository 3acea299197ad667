namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpRedisTaskProtocolTests(RedisCluster cluster) : McpTaskProtocolTests(cluster), IClassFixture<RedisCluster>;
