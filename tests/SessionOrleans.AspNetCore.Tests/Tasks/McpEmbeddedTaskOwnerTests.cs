using SessionOrleans.AspNetCore.Tests.Hosts;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpEmbeddedTaskOwnerTests(EmbeddedCluster cluster) : McpTaskOwnerTests(cluster), IClassFixture<EmbeddedCluster>;
