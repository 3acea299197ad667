namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpMemoryTaskOwnerTests(MemoryCluster cluster) : McpTaskOwnerTests(cluster), IClassFixture<MemoryCluster>;
