using System.Globalization;
using Microsoft.AspNetCore.Http;
using SessionOrleans.AspNetCore.TransportSessions;
using SessionOrleans.Mcp.Subscriptions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>
/// A stream of a session (GET) while it is open on this host: the messages of the outbox, in order and with numbers to resume after, and
/// changes of what its client subscribed to. The stream that was opened last is the one that is told.
/// </summary>
internal sealed class SessionStream(
    HttpContext context, string sessionId, Outbox outbox, StreamTopics topics, Func<Task<TransportSessionRecord?>> read)
{
    /// <summary>Begins the ids of our events; the SDK's look otherwise.</summary>
    private const string IdPrefix = "session-";

    /// <summary>Older clients stumble over an event without data.</summary>
    private const string FirstWithPrimingEvents = "2025-11-25";

    private readonly string _reader = Guid.NewGuid().ToString("N");

    private static string LastEventId(HttpContext context) => context.Request.Headers["Last-Event-ID"].ToString();

    /// <summary>Whether a request asks for such a stream, and not for the rest of a call's.</summary>
    public static bool IsFor(HttpContext context) =>
        (LastEventId(context).Length == 0 || LastEventId(context).StartsWith(IdPrefix, StringComparison.Ordinal))
        && context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends until the client leaves, its session ends, or another stream of the session is opened.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var next = await outbox.OpenAsync(sessionId, _reader, cancellationToken);
        var resumesAfter = ResumesAfter(next);
        await BeginAsync(resumesAfter is null ? next - 1 : null, cancellationToken);
        next = resumesAfter + 1 ?? next;

        await using var listening = await outbox.ListenAsync(sessionId, topics.Wake, cancellationToken);
        while (await read() is { } session)
        {
            // Between two streams nobody listened to lists.
            await topics.FollowAsync(session.Subscriptions ?? [], tellsLists: resumesAfter is not null, cancellationToken);
            resumesAfter = null;
            if (await outbox.ReadAsync(sessionId, cancellationToken) is not { } record || record.Reader != _reader)
                return;
            foreach (var (number, message) in record.From(next))
            {
                await WriteAsync(number, message, cancellationToken);
                next = number + 1;
            }

            foreach (var change in topics.Take())
                await WriteAsync(number: null, change.ToJson(), cancellationToken);
            await topics.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The number of the last event that the client has; null where it begins anew. What was never sent nobody has.</summary>
    private long? ResumesAfter(long next)
    {
        var last = LastEventId(context);
        return last.Length > IdPrefix.Length
            && long.TryParse(last.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Math.Min(number, next - 1) : null;
    }

    private async Task BeginAsync(long? number, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.Headers["Mcp-Session-Id"] = sessionId;
        response.Headers.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers.ContentEncoding = "identity";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);
        var revision = context.Request.Headers["MCP-Protocol-Version"].ToString();
        if (number is not null && string.CompareOrdinal(revision, FirstWithPrimingEvents) >= 0)
            await WriteAsync(number, "", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(long? number, string message, CancellationToken cancellationToken)
    {
        var id = number is null ? "" : string.Create(CultureInfo.InvariantCulture, $"id: {IdPrefix}{number}\n");
        var kind = message.Length == 0 ? "" : "event: message\n";
        await context.Response.WriteAsync($"{kind}{id}data: {message}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
