namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

public sealed class McpMemorySubscriptionTests(MemoryCluster cluster) : McpSubscriptionTests(cluster), IClassFixture<MemoryCluster>;
