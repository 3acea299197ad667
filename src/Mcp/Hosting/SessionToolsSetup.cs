using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace SessionOrleans.Mcp;

/// <summary>
/// Adds to a server what lets tools take sessions as arguments. Each filter goes in front of those that are there, so that filters of the
/// application's own may use the store too and be answered alike.
/// </summary>
internal sealed class SessionToolsSetup(ISessionStore store, ILogger<SessionToolsSetup> logger) : IPostConfigureOptions<McpServerOptions>
{
    private readonly ToolErrors _errors = new(logger);

    public void PostConfigure(string? name, McpServerOptions options)
    {
        options.Filters.Message.IncomingFilters.Insert(0, next => async (context, cancellationToken) =>
        {
            ToolCallScope.Enter(store);
            await next(context, cancellationToken).ConfigureAwait(false);
        });

        // When asked, not once: tools may be added while the server runs.
        options.Filters.Request.ListToolsFilters.Insert(0, next => (context, cancellationToken) =>
        {
            foreach (var tool in options.ToolCollection ?? [])
                _ = ToolSessionParameters.Of(tool);
            return next(context, cancellationToken);
        });

        options.Filters.Request.CallToolFilters.Insert(0, next => async (context, cancellationToken) =>
        {
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
    }
}
