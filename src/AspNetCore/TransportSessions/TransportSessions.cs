using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>
/// Transport sessions as sessions of the store: the handshake, under a hash of the session's id and its user. Another user's request leads
/// nowhere, and the id, an anonymous caller's only key, is stored nowhere. Thread-safe.
/// </summary>
internal sealed class TransportSessions(
    ISessionStore store, IOptions<SessionToolsOptions> tools, IOptions<HttpServerTransportOptions> http)
{
    /// <summary>The SDK's ids have 22 characters; what is far longer is not worth hashing.</summary>
    private const int MaxLength = 256;

    private readonly OwnSessions _store = new(store);

    /// <summary>Whether the middleware is in the pipeline: without it a deleted session would come back.</summary>
    public bool AreGuarded { get; set; }

    /// <summary>How long a session lives from its last request on.</summary>
#pragma warning disable MCP9006 // Obsolete, as all that concerns transport sessions.
    public TimeSpan IdleTimeout => http.Value.IdleTimeout;
#pragma warning restore MCP9006

    /// <summary>Where a session is kept for the user of a request; null for what is no id.</summary>
    /// <exception cref="SessionUserException">It cannot be told who calls.</exception>
    public string? KeyOf(HttpContext context, string sessionId) =>
        sessionId.Length is 0 or > MaxLength || SessionLimits.FindHalf(sessionId) is not null
            ? null
            : ReservedIds.McpTransportSession + HashedId.Of(OwnerOf(context), sessionId);

    /// <exception cref="SessionUserException">The user of a request is not let in.</exception>
    public Task AdmitAsync(HttpContext context, CancellationToken cancellationToken) =>
        UserBarrier.AdmitAsync(store, tools.Value.UserOf(context.User), cancellationToken);

    /// <summary>Whether a request comes without a sign-in.</summary>
    /// <exception cref="SessionUserException">It cannot be told who calls.</exception>
    public bool IsAnonymous(HttpContext context) => OwnerOf(context) is null;

    public async Task KeepAsync(
        HttpContext context, string sessionId, InitializeRequestParams handshake, CancellationToken cancellationToken)
    {
        await AdmitAsync(context, cancellationToken);
        var client = handshake.ClientInfo;
        var needed = new InitializeRequestParams
        {
            ProtocolVersion = handshake.ProtocolVersion,
            Capabilities = handshake.Capabilities,
            ClientInfo = new() { Name = client.Name, Title = client.Title, Version = client.Version },
        };
        var value = new TransportSessionRecord(needed).ToBytes();
        var options = new SessionWriteOptions
        {
            TimeToLive = IdleTimeout,
            Sliding = true,
            MaxLifetime = Timeout.InfiniteTimeSpan,
            Owner = OwnerOf(context),
        };
        var key = KeyOf(context, sessionId)!;
        await _store.SetAsync(key, value, options, cancellationToken);
        if (context.Features.Get<TransportSessionBeginning>() is { } beginning)
            beginning.Key = key;
    }

    /// <summary>What is kept of a session; null where it is deleted or over. Prolongs it.</summary>
    public async Task<TransportSessionRecord?> FindAsync(string key, CancellationToken cancellationToken) =>
        await _store.GetAsync(key, cancellationToken) is { } session ? TransportSessionRecord.Parse(session.Value) : null;

    /// <summary>Changes what is kept. False where the session is over.</summary>
    public Task<bool> ChangeAsync(
        string key, Func<TransportSessionRecord, TransportSessionRecord> change, CancellationToken cancellationToken) =>
        _store.ChangeAsync(
            key, stored => change(TransportSessionRecord.Parse(stored)).ToBytes(), options: null, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => _store.RemoveAsync(key, cancellationToken);

    private string? OwnerOf(HttpContext context) => tools.Value.UserOf(context.User).Owner;
}
