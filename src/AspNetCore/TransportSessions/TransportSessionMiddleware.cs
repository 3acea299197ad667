using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.AspNetCore.Endpoints;
using SessionOrleans.AspNetCore.Questions;
using SessionOrleans.AspNetCore.SessionMessages;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>Asks the store about each request's transport session before the SDK does with it what this host remembers.</summary>
internal sealed partial class TransportSessionMiddleware(
    RequestDelegate next, TransportSessions sessions, AnonymousSessions anonymous, TransportSessionStreams streams,
    TravellingAnswers answers, SessionStreams messages, IOptions<SessionTransportOptions> options,
    ILogger<TransportSessionMiddleware> logger)
{
    private const string SessionId = "Mcp-Session-Id";
    private const string ProtocolVersion = "MCP-Protocol-Version";
    private const string FirstWithoutSessions = "2026-07-28";

    private const string FitsNoQuestion = "This answers no question that waits: it was answered before, what asked it has ended, or the " +
        "server that asked is gone.";

    public async Task InvokeAsync(HttpContext context)
    {
        var sessionId = context.Request.Headers[SessionId].ToString();
        var isOfEarlierEra = string.CompareOrdinal(context.Request.Headers[ProtocolVersion].ToString(), FirstWithoutSessions) < 0;
        try
        {
            await (!isOfEarlierEra ? next(context)
                : sessionId.Length > 0 ? InvokeAsync(context, sessionId)
                : MayBegin(context) ? BeginAsync(context)
                : next(context));
        }
        catch (SessionUserException refusal) when (!context.Response.HasStarted)
        {
            if (refusal.IsForOperator)
                LogUserUnknown(refusal.Message);
            await context.AnswerErrorAsync(StatusCodes.Status403Forbidden, -32000, refusal.Message);
        }
    }

    /// <summary>Whether a request without a session is for the MCP endpoint. Where it is not routed yet, it is told by what it accepts: the
    /// SDK refuses others.</summary>
    private static bool MayBegin(HttpContext context) => HttpMethods.IsPost(context.Request.Method)
        && (context.GetEndpoint() is { } endpoint
            ? McpEndpoints.IsMcp(endpoint)
            : context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase));

    private async Task BeginAsync(HttpContext context)
    {
        var body = await InitializeRequest.ReadAsync(context);
        if (body is null || InitializeRequest.IsBroken(body))
        {
            await context.AnswerErrorAsync(StatusCodes.Status400BadRequest, -32600, body is null
                ? $"A request that begins a session may have {InitializeRequest.MaxBytes:N0} bytes at most."
                : "The request to initialize is not valid: it needs protocolVersion, capabilities and clientInfo.");
            return;
        }

        var isCounted = sessions.IsAnonymous(context);
        if (isCounted && !await anonymous.TryBeginAsync(context.RequestAborted))
        {
            context.Response.Headers.RetryAfter = "60";
            await context.AnswerErrorAsync(
                StatusCodes.Status429TooManyRequests,
                -32000,
                $"Callers that did not sign in have {options.Value.MaxAnonymousSessions:N0} sessions with this server, which is the most " +
                $"({nameof(SessionTransportOptions.MaxAnonymousSessions)}). Sign in, or try again later.");
            return;
        }

        var beginning = new TransportSessionBeginning();
        context.Features.Set(beginning);
        try
        {
            await next(context);
        }
        finally
        {
            if (isCounted)
                anonymous.Begun(beginning.Key);
        }
    }

    private async Task InvokeAsync(HttpContext context, string sessionId)
    {
        string key;
        TransportSessionFeature feature;
        try
        {
            await sessions.AdmitAsync(context, context.RequestAborted);
            if (sessions.KeyOf(context, sessionId) is not { } found
                || await sessions.FindAsync(found, context.RequestAborted) is not { } record)
            {
                await context.AnswerErrorAsync(StatusCodes.Status404NotFound, -32001, "Session not found");
                return;
            }

            key = found;
            feature = new(sessionId, key, record);
            context.Features.Set(feature);
            if (HttpMethods.IsDelete(context.Request.Method))
            {
                await streams.DeleteAsync(sessionId, key, context.RequestAborted);
                anonymous.Ended(key);
            }

            if (HttpMethods.IsPost(context.Request.Method) && await AnswerBody.ReadAsync(context) is { } answer)
            {
                await TakeOver(context, taken => BringAsync(taken, answer, sessionId))(context);
                return;
            }
        }
        catch (SessionStoreException trouble) when (trouble is not SessionUserException)
        {
            LogNotFound(trouble);
            if (trouble.RetryAfter is { } retryAfter)
                context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await context.AnswerErrorAsync(StatusCodes.Status503ServiceUnavailable, -32000, trouble.Message);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method))
            await streams.KeepAsync(context, key, StreamFor(context, feature));
        else
            await next(context);
    }

    private RequestDelegate StreamFor(HttpContext context, TransportSessionFeature feature) =>
        SessionStream.IsFor(context) ? TakeOver(context, taken => messages.ServeAsync(taken, feature)) : next;

    /// <summary>
    /// Serves a request in the SDK's place: behind what the application does before its endpoints, as authorization. Where the request is
    /// not routed yet, nothing of that is known, and it is served at once.
    /// </summary>
    private RequestDelegate TakeOver(HttpContext context, RequestDelegate serve)
    {
        if (context.GetEndpoint() is not { } endpoint)
            return serve;
        if (McpEndpoints.IsMcp(endpoint))
            context.SetEndpoint(new(serve, endpoint.Metadata, endpoint.DisplayName));
        return next;
    }

    private async Task BringAsync(HttpContext context, JsonRpcMessageWithId answer, string sessionId)
    {
        if (await answers.BringAsync(answer, sessionId, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        else
            await context.AnswerErrorAsync(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidRequest, FitsNoQuestion);
    }

    [LoggerMessage(LogLevel.Warning, "A transport session could not be looked for.")]
    private partial void LogNotFound(Exception trouble);

    [LoggerMessage(LogLevel.Warning, "A request was refused: {Reason}")]
    private partial void LogUserUnknown(string reason);
}
