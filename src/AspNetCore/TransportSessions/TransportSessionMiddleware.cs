using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>Asks the store about each request's transport session before the SDK does with it what this host remembers.</summary>
internal sealed partial class TransportSessionMiddleware(
    RequestDelegate next, TransportSessions sessions, TransportSessionStreams streams, ILogger<TransportSessionMiddleware> logger)
{
    private const string SessionId = "Mcp-Session-Id";
    private const string ProtocolVersion = "MCP-Protocol-Version";
    private const string FirstWithoutSessions = "2026-07-28";

    public async Task InvokeAsync(HttpContext context)
    {
        var sessionId = context.Request.Headers[SessionId].ToString();
        var hasNone = sessionId.Length == 0
            || string.CompareOrdinal(context.Request.Headers[ProtocolVersion].ToString(), FirstWithoutSessions) >= 0;
        try
        {
            await (hasNone ? next(context) : InvokeAsync(context, sessionId));
        }
        catch (SessionUserException refusal) when (!context.Response.HasStarted)
        {
            if (refusal.IsForOperator)
                LogUserUnknown(refusal.Message);
            await AnswerAsync(context, StatusCodes.Status403Forbidden, -32000, refusal.Message);
        }
    }

    private async Task InvokeAsync(HttpContext context, string sessionId)
    {
        string key;
        try
        {
            await sessions.AdmitAsync(context, context.RequestAborted);
            if (sessions.KeyOf(context, sessionId) is not { } found
                || await sessions.FindAsync(found, context.RequestAborted) is not { } handshake)
            {
                await AnswerAsync(context, StatusCodes.Status404NotFound, -32001, "Session not found");
                return;
            }

            key = found;
            context.Features.Set(new TransportSessionFeature(sessionId, handshake));
            if (HttpMethods.IsDelete(context.Request.Method))
                await streams.DeleteAsync(key, context.RequestAborted);
        }
        catch (SessionStoreException trouble) when (trouble is not SessionUserException)
        {
            LogNotFound(trouble);
            if (trouble.RetryAfter is { } retryAfter)
                context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, -32000, trouble.Message);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method))
            await streams.KeepAsync(context, key, next);
        else
            await next(context);
    }

    private static Task AnswerAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { jsonrpc = "2.0", id = (string?)null, error = new { code, message } }, context.RequestAborted);
    }

    [LoggerMessage(LogLevel.Warning, "A transport session could not be looked for.")]
    private partial void LogNotFound(Exception trouble);

    [LoggerMessage(LogLevel.Warning, "A request was refused: {Reason}")]
    private partial void LogUserUnknown(string reason);
}
