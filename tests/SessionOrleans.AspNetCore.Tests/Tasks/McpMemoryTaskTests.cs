namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpMemoryTaskTests(MemoryCluster cluster) : McpTaskTests(cluster), IClassFixture<MemoryCluster>;
