namespace SessionOrleans.Mcp.Tests.EndToEnd;

public sealed class McpEmbeddedEndToEndTests(EmbeddedTopology topology) : McpEndToEndTests(topology), IClassFixture<EmbeddedTopology>;
