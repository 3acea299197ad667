namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

public sealed class McpEmbeddedSubscriptionTests(EmbeddedCluster cluster) : McpSubscriptionTests(cluster), IClassFixture<EmbeddedCluster>;
