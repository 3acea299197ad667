namespace SessionOrleans.Mcp;

/// <summary>A tool of ours, whose names depend on the kind of session that it is for.</summary>
/// <param name="tool">As it is listed.</param>
/// <param name="call">What it does with its arguments, for the caller.</param>
internal sealed class LifecycleTool(
    Tool tool, Func<IDictionary<string, JsonElement>, ToolSessions, CancellationToken, Task<CallToolResult>> call) : McpServerTool
{
    public override Tool ProtocolTool => tool;

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = ToolCall.Required;
        var arguments = request.Params?.Arguments ?? new Dictionary<string, JsonElement>();
        return await call(arguments, new(caller.Store, caller.User), cancellationToken).ConfigureAwait(false);
    }
}
