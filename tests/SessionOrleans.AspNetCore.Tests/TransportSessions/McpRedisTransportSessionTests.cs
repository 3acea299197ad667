namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

public sealed class McpRedisTransportSessionTests(RedisCluster cluster) : McpTransportSessionTests(cluster), IClassFixture<RedisCluster>;
