namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpEmbeddedTaskOwnerTests(EmbeddedCluster cluster) : McpTaskOwnerTests(cluster), IClassFixture<EmbeddedCluster>;
