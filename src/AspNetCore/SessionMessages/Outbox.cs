using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>
/// Messages to clients of sessions that belong to no call, in the store: any host adds to them, in an order that is the same for all, and
/// the host with the client's stream sends them. There is one for each session whose client ever opened a stream. Thread-safe.
/// </summary>
internal sealed class Outbox(ISessionStore store, TransportSessions.TransportSessions sessions)
{
    private readonly OwnSessions _store = new(store);

    private SessionWriteOptions Life =>
        new() { TimeToLive = sessions.IdleTimeout, Sliding = true, MaxLifetime = Timeout.InfiniteTimeSpan };

    /// <summary>Makes that stream the one that has the messages, and ends the one that had them. Returns the number of the next
    /// message.</summary>
    public async Task<long> OpenAsync(string sessionId, string reader, CancellationToken cancellationToken)
    {
        var opened = await _store.UpdateAsync(
            IdOf(sessionId),
            stored => ((stored is null ? new OutboxRecord(reader, 1, []) : OutboxRecord.Parse(stored)) with { Reader = reader }).ToBytes(),
            Life,
            cancellationToken);
        return OutboxRecord.Parse(opened.Value).Next;
    }

    public async Task<OutboxRecord?> ReadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _store.GetAsync(IdOf(sessionId), cancellationToken) is { } stored ? OutboxRecord.Parse(stored.Value) : null;

    /// <summary>Adds a message. False where the client never opened a stream to be told on.</summary>
    public async Task<bool> AddAsync(string sessionId, JsonRpcMessage message, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(message, McpJsonUtilities.DefaultOptions);
        return await _store.ChangeAsync(
            IdOf(sessionId), stored => OutboxRecord.Parse(stored).Add(json).ToBytes(), Life, cancellationToken);
    }

    public Task<IAsyncDisposable> ListenAsync(string sessionId, Action news, CancellationToken cancellationToken) =>
        _store.ListenToSessionAsync(IdOf(sessionId), news, cancellationToken);

    public Task RemoveAsync(string sessionId, CancellationToken cancellationToken) =>
        _store.RemoveAsync(IdOf(sessionId), cancellationToken);

    /// <summary>The session's id is random, and known to its user alone.</summary>
    private static string IdOf(string sessionId) => ReservedIds.McpOutbox + HashedId.Of(sessionId);
}
