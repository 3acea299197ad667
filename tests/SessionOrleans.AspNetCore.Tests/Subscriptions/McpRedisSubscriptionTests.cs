namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

public sealed class McpRedisSubscriptionTests(RedisCluster cluster) : McpSubscriptionTests(cluster), IClassFixture<RedisCluster>;
