namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

public sealed class McpRedisEventStreamTests(RedisCluster cluster) : McpEventStreamTests(cluster), IClassFixture<RedisCluster>;
