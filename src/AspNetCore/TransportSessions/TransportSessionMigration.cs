using Microsoft.AspNetCore.Http;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>Tells the SDK how to go on with a session of another host.</summary>
internal sealed class TransportSessionMigration(TransportSessions sessions) : ISessionMigrationHandler
{
    public ValueTask OnSessionInitializedAsync(
        HttpContext context, string sessionId, InitializeRequestParams initializeParams, CancellationToken cancellationToken) =>
        new(sessions.KeepAsync(context, sessionId, initializeParams, cancellationToken));

    /// <summary>The middleware has found the session already, in the name of who calls.</summary>
    public ValueTask<InitializeRequestParams?> AllowSessionMigrationAsync(
        HttpContext context, string sessionId, CancellationToken cancellationToken) =>
        new(context.Features.Get<TransportSessionFeature>() is { } found && found.SessionId == sessionId ? found.Record.Handshake : null);
}
