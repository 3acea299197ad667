using SessionOrleans.AspNetCore.Tests.Hosts;

namespace SessionOrleans.AspNetCore.Tests.State;

public sealed class McpRedisStateTests(RedisCluster cluster) : McpStateTests(cluster), IClassFixture<RedisCluster>;
