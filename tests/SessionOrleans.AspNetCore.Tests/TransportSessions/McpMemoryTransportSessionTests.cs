namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

public sealed class McpMemoryTransportSessionTests(MemoryCluster cluster) : McpTransportSessionTests(cluster), IClassFixture<MemoryCluster>;
