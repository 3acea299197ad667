using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>Tells the endpoints of <c>MapMcp</c> from others.</summary>
internal static class McpEndpoints
{
    /// <summary>The endpoints of the transport before 2025 say nothing else of themselves.</summary>
    private const string LegacyName = "MCP HTTP with SSE";

    public static bool IsMcp(Endpoint endpoint) =>
        endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(produces => produces.Type == typeof(JsonRpcError))
        || endpoint.DisplayName?.StartsWith(LegacyName, StringComparison.Ordinal) is true;
}
