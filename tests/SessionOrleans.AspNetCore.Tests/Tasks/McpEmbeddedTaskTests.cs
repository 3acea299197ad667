namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpEmbeddedTaskTests(EmbeddedCluster cluster) : McpTaskTests(cluster), IClassFixture<EmbeddedCluster>;
