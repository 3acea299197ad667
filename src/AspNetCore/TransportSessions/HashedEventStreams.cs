using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using System.Net.ServerSentEvents;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.TransportSessions;

// Marked obsolete, since the present revision of the protocol has no such streams: this is for clients of earlier ones.
#pragma warning disable MCP9006

/// <summary>
/// Gives the SDK's event store a hash for the session's id, so that the id is neither stored, nor logged, nor part of the ids of events. To
/// an anonymous caller it is the only key. Thread-safe.
/// </summary>
internal sealed class HashedEventStreams(ISseEventStreamStore inner, IHttpContextAccessor http) : ISseEventStreamStore
{
    public ValueTask<ISseEventStreamWriter> CreateStreamAsync(
        SseEventStreamOptions options, CancellationToken cancellationToken = default) =>
        inner.CreateStreamAsync(
            new() { SessionId = HashedId.Of(options.SessionId), StreamId = options.StreamId, Mode = options.Mode }, cancellationToken);

    public async ValueTask<ISseEventStreamReader?> GetStreamReaderAsync(string lastEventId, CancellationToken cancellationToken = default)
    {
        var reader = await inner.GetStreamReaderAsync(lastEventId, cancellationToken);
        return reader is not null && http.HttpContext?.Features.Get<TransportSessionFeature>() is { } session
            && HashedId.Of(session.SessionId) == reader.SessionId
                ? new ReaderOf(session.SessionId, reader) : reader;
    }

    /// <summary>A stream of the session that asks: the SDK compares the ids.</summary>
    private sealed class ReaderOf(string sessionId, ISseEventStreamReader inner) : ISseEventStreamReader
    {
        public string SessionId => sessionId;

        public string StreamId => inner.StreamId;

        public IAsyncEnumerable<SseItem<JsonRpcMessage?>> ReadEventsAsync(CancellationToken cancellationToken = default) =>
            inner.ReadEventsAsync(cancellationToken);
    }
}
