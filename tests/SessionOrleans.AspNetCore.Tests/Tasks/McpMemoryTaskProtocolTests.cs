namespace SessionOrleans.AspNetCore.Tests.Tasks;

public sealed class McpMemoryTaskProtocolTests(MemoryCluster cluster) : McpTaskProtocolTests(cluster), IClassFixture<MemoryCluster>;
