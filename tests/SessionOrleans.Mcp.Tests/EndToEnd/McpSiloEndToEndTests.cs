namespace SessionOrleans.Mcp.Tests.EndToEnd;

public sealed class McpSiloEndToEndTests(SiloTopology topology) : McpEndToEndTests(topology), IClassFixture<SiloTopology>;
