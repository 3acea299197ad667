using SessionOrleans.AspNetCore.Tests.Hosts;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpRedisTaskTests(RedisCluster cluster) : McpTaskTests(cluster), IClassFixture<RedisCluster>;
