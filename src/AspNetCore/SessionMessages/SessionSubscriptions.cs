using Microsoft.AspNetCore.Http;
using SessionOrleans.AspNetCore.TransportSessions;
using SessionOrleans.Mcp.Subscriptions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>Keeps what clients of sessions subscribe to with the session. Thread-safe.</summary>
internal sealed class SessionSubscriptions(TransportSessions.TransportSessions sessions, IHttpContextAccessor http) : IResourceSubscriptions
{
    public async Task<bool> ChangeAsync(
        Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken) =>
        http.HttpContext?.Features.Get<TransportSessionFeature>() is { } session
        && await sessions.ChangeAsync(
            session.Key, record => record with { Subscriptions = change(record.Subscriptions ?? []) }, cancellationToken);
}
