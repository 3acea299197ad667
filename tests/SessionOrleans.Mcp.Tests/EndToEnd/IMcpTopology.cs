namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>McpHost as it is deployed: one or more processes that share one store.</summary>
public interface IMcpTopology
{
    /// <summary>The curl line that each host printed. Their number is the number of hosts.</summary>
    IReadOnlyList<CurlLine> Hosts { get; }
}
