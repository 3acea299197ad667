namespace SessionOrleans.Mcp;

/// <summary>
/// Adds to a server what lets tools, prompts and resources use sessions. Each filter goes in front of those that are there, so that filters
/// of the application's own may use the store too and be answered alike.
/// </summary>
internal sealed class SessionToolsSetup(
    ISessionStore store, IOptions<SessionToolsOptions> tools, ILogger<SessionToolsSetup> logger, TimeProvider? time = null) : IPostConfigureOptions<McpServerOptions>
{
    private readonly ToolErrors _errors = new(logger);

    public void PostConfigure(string? name, McpServerOptions options)
    {
        // What is wrong with a tool's sessions is an error of the program: the host says so when it starts, not its first caller.
        Inspect(options);

        options.Filters.Message.IncomingFilters.Insert(0, next => async (context, cancellationToken) =>
        {
            Call(context).Enter();
            await next(context, cancellationToken).ConfigureAwait(false);
        });

        // When asked, not once: tools may be added while the server runs.
        options.Filters.Request.ListToolsFilters.Insert(0, next => (context, cancellationToken) =>
        {
            Inspect(options);
            return next(context, cancellationToken);
        });

        options.Filters.Request.CallToolFilters.Insert(0, next => async (context, cancellationToken) =>
        {
            Call(context, context.Params.ProgressToken).Enter();
            try
            {
                if (context.MatchedPrimitive is McpServerTool tool)
                    ToolSessionParameters.Of(tool).Require(context.Params.Arguments);
                return await next(context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (ToolErrors.IsForCaller(exception))
            {
                return _errors.Answer(context.Params.Name, exception);
            }
        });

        options.Filters.Request.GetPromptFilters.Insert(0, Within<GetPromptRequestParams, GetPromptResult>);
        options.Filters.Request.ReadResourceFilters.Insert(0, Within<ReadResourceRequestParams, ReadResourceResult>);
    }

    private static void Inspect(McpServerOptions options)
    {
        foreach (var tool in options.ToolCollection ?? [])
            _ = ToolSessionParameters.Of(tool);
    }

    private ToolCall Call(MessageContext context, ProgressToken? progressToken = null) =>
        new(store, tools.Value, time ?? TimeProvider.System, context, progressToken);

    private McpRequestHandler<TParams, TResult> Within<TParams, TResult>(McpRequestHandler<TParams, TResult> next)
        where TParams : RequestParams => async (context, cancellationToken) =>
        {
            Call(context, context.Params?.ProgressToken).Enter();
            try
            {
                return await next(context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (ToolErrors.IsForCaller(exception))
            {
                throw _errors.Rethrown(context.JsonRpcRequest.Method, exception);
            }
        };
}
