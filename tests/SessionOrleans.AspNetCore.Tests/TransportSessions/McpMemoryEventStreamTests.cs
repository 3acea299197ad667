namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

public sealed class McpMemoryEventStreamTests(MemoryCluster cluster) : McpEventStreamTests(cluster), IClassFixture<MemoryCluster>;
