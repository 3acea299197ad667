using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// Adds the SDK's tasks to a server, between two filters of ours: the outer one marks that a task made inside is run here, the inner one,
/// which runs in the background, lets a cancellation that came in on another host reach the tool.
/// </summary>
internal sealed class SessionTasksSetup : IConfigureOptions<McpServerOptions>
{
    private readonly TaskRunner _runner;
    private readonly IConfigureOptions<McpServerOptions> _sdk;

    public SessionTasksSetup(IServiceProvider provider, SessionTaskStore store, TaskRunner runner, IOptions<SessionTaskOptions> options)
    {
        _runner = runner;

        // The SDK takes a store that exists before the container does. Its registration is made here, where ours can be had.
        var builder = new ScratchMcpServerBuilder();
        builder.WithTasks(store, tasks => tasks.ExecutionModeSelector = options.Value.ExecutionModeSelector);
        _sdk = (IConfigureOptions<McpServerOptions>)builder.Services.Single().ImplementationFactory!(provider);
    }

    public void Configure(McpServerOptions options)
    {
        // Experimental, and what the SDK's own tasks are made of.
#pragma warning disable MCPEXP002
        var filters = options.Filters.Request.CallToolWithAlternateFilters;
        filters.Add(static (context, next, cancellationToken) =>
        {
            TaskRunScope.Enter();
            return next(context, cancellationToken);
        });
        _sdk.Configure(options);
        filters.Add(RunAsync);
#pragma warning restore MCPEXP002
    }

#pragma warning disable MCPEXP002
    private async ValueTask<ResultOrAlternate<CallToolResult>> RunAsync(
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
#pragma warning restore MCPEXP002
    {
        if (TaskRunScope.Current is not { } run)
            return await next(context, cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Ended);
        try
        {
            return await next(context, either.Token);
        }
        finally
        {
            _runner.Remove(run);
        }
    }
}
