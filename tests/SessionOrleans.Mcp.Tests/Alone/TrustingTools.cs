namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>Tools that take a request state as the SDK hands it over.</summary>
public sealed class TrustingTools
{
    [McpServerTool]
    public static string Pay(RequestContext<CallToolRequestParams> context) => context.Params.RequestState is { } state
        ? $"Paid {state}."
        : throw new InputRequiredException(requestState: "1 dollar");
}
