namespace SessionOrleans.AspNetCore.Tests.State;

public sealed class McpMemoryStateTests(MemoryCluster cluster) : McpStateTests(cluster), IClassFixture<MemoryCluster>;
