using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.TransportSessions;

namespace SessionOrleans.AspNetCore.SessionMessages;

#pragma warning disable MCP9005 // The protocol's logging is deprecated; older clients may still set a level.

/// <summary>
/// Lets the log level that a client set on one host count on all. The SDK keeps it in the server of one host, so a host that has another
/// gets the client's request once more. Thread-safe.
/// </summary>
internal sealed class SessionLogLevel(TransportSessions.TransportSessions sessions, IHttpContextAccessor http)
    : IPostConfigureOptions<McpServerOptions>
{
    private static readonly RequestId Again = new("session-log-level");

    public void PostConfigure(string? name, McpServerOptions options)
    {
        options.Filters.Message.IncomingFilters.Insert(0, Incoming);
        options.Filters.Message.OutgoingFilters.Add(next => (context, cancellationToken) =>
            context.JsonRpcMessage is JsonRpcResponse response && response.Id == Again
                ? Task.CompletedTask : next(context, cancellationToken));
    }

    private McpMessageHandler Incoming(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var session = context.Server.SessionId is null ? null : http.HttpContext?.Features.Get<TransportSessionFeature>();
        var request = context.JsonRpcMessage as JsonRpcRequest;
        if (session is null || request is null)
        {
            await next(context, cancellationToken);
            return;
        }

        if (request.Method != RequestMethods.LoggingSetLevel)
        {
            if (session.Record.LogLevel is { } level && context.Server.LoggingLevel != level)
                await next(new(context.Server, Set(level)), cancellationToken);
            await next(context, cancellationToken);
            return;
        }

        // Before the client hears that it is set, since its next request may reach another host.
        if (LevelOf(request) is { } wanted)
            await sessions.ChangeAsync(session.Key, record => record with { LogLevel = wanted }, cancellationToken);
        await next(context, cancellationToken);
    };

    /// <summary>Null for what the SDK refuses.</summary>
    private static LoggingLevel? LevelOf(JsonRpcRequest request)
    {
        try
        {
            return request.Params.Deserialize<SetLevelRequestParams>(McpJsonUtilities.DefaultOptions)?.Level;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonRpcRequest Set(LoggingLevel level) => new()
    {
        Id = Again,
        Method = RequestMethods.LoggingSetLevel,
        Params = JsonSerializer.SerializeToNode(new SetLevelRequestParams { Level = level }, McpJsonUtilities.DefaultOptions),
        Context = new(),
    };
}
