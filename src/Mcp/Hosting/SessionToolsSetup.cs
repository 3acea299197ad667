namespace SessionOrleans.Mcp;

/// <summary>
/// Adds to a server what lets tools, prompts and resources use sessions. The filters that know the call and answer errors go in front of
/// those that are there, so that filters of the application's own may use the store too and be answered alike. The filters that bind
/// sessions go behind them, so that they run each time the tool is about to.
/// </summary>
internal sealed class SessionToolsSetup(
    ISessionStore store, IOptions<SessionToolsOptions> tools, IEnumerable<LifecycleTools> lifecycles, ILogger<SessionToolsSetup> logger,
    TimeProvider? time = null) : IPostConfigureOptions<McpServerOptions>
{
    private readonly ToolErrors _errors = new(logger);
    private readonly HostParameters _parameters = new(lifecycles);
    private readonly CallerBudgets _budgets = new(tools.Value, time ?? TimeProvider.System);

    public void PostConfigure(string? name, McpServerOptions options)
    {
        foreach (var lifecycle in lifecycles)
            lifecycle.AddTo(options);

        // What is wrong with a tool's sessions is an error of the program: the host says so when it starts, not its first caller.
        _parameters.Inspect(options);

        options.Filters.Message.IncomingFilters.Insert(0, next => async (context, cancellationToken) =>
        {
            Call(context).Enter();
            await next(context, cancellationToken).ConfigureAwait(false);
        });

        // When asked, not once: tools and prompts may be added while the server runs.
        var filters = options.Filters.Request;
        filters.ListToolsFilters.Insert(0, Inspected<ListToolsRequestParams, ListToolsResult>);
        filters.ListPromptsFilters.Insert(0, Inspected<ListPromptsRequestParams, ListPromptsResult>);

        filters.CallToolFilters.Insert(0, next => async (context, cancellationToken) =>
        {
            Call(context, context.Params.ProgressToken).Enter();
            try
            {
                return await next(context, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestStateException refusal)
            {
                throw _errors.Rethrown(context.Params.Name, refusal);
            }
            catch (Exception exception) when (ToolErrors.IsForCaller(exception))
            {
                return _errors.Answer(context.Params.Name, exception);
            }
        });
        filters.CallToolFilters.Add(next => async (context, stop) =>
            await next(await AdmittedAsync(context, context.Params?.Arguments, stop).ConfigureAwait(false), stop).ConfigureAwait(false));

        filters.GetPromptFilters.Insert(0, Within<GetPromptRequestParams, GetPromptResult>);
        filters.GetPromptFilters.Add(next => async (context, stop) =>
            await next(await AdmittedAsync(context, context.Params?.Arguments, stop).ConfigureAwait(false), stop).ConfigureAwait(false));
        filters.ReadResourceFilters.Insert(0, Within<ReadResourceRequestParams, ReadResourceResult>);
        filters.ReadResourceFilters.Add(next => async (context, stop) =>
            await next(await AdmittedAsync(context, arguments: null, stop).ConfigureAwait(false), stop).ConfigureAwait(false));

        McpRequestHandler<TParams, TResult> Inspected<TParams, TResult>(McpRequestHandler<TParams, TResult> next)
            where TParams : RequestParams => (context, cancellationToken) =>
            {
                _parameters.Inspect(options);
                return next(context, cancellationToken);
            };
    }

    private ToolCall Call(MessageContext context, ProgressToken? progressToken = null) =>
        new(store, tools.Value, _budgets, time ?? TimeProvider.System, context, progressToken);

    /// <summary>A call that may go on, with its sessions bound.</summary>
    private async ValueTask<RequestContext<TParams>> AdmittedAsync<TParams>(
        RequestContext<TParams> context, IDictionary<string, JsonElement>? arguments, CancellationToken cancellationToken)
        where TParams : RequestParams
    {
        await UserBarrier.AdmitAsync(store, tools.Value.UserOf(context.User), cancellationToken).ConfigureAwait(false);
        if (context.MatchedPrimitive is { } primitive)
            context.Services = _parameters.Of(primitive).Bind(Call(context), context.Services, arguments);
        return context;
    }

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
