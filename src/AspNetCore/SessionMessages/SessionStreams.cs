using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.TransportSessions;
using SessionOrleans.Mcp;
using SessionOrleans.Mcp.Subscriptions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>
/// Serves the streams of sessions (GET) in the SDK's place, whose stream hears only what is said on its own host. Thread-safe.
/// </summary>
internal sealed class SessionStreams(
    Outbox outbox, TransportSessions.TransportSessions sessions, ISessionStore store, IOptions<SessionToolsOptions> tools,
    IOptions<McpServerOptions> server, IHostApplicationLifetime? lifetime = null, IServerChanges? changes = null)
{
    private readonly OwnSessions _store = new(store);

    /// <summary>Serves it for as long as it lasts.</summary>
    public async Task ServeAsync(HttpContext context, TransportSessionFeature session)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime?.ApplicationStopping ?? CancellationToken.None);
        try
        {
            var owner = tools.Value.UserOf(context.User).Owner;
            await using var topics = new StreamTopics(_store, owner, [.. ListsOf(server.Value)]);
            await using var news = await _store.ListenToSessionAsync(session.Key, topics.Wake, over.Token);
            await new SessionStream(
                context, session.SessionId, outbox, topics, () => sessions.FindAsync(session.Key, over.Token)).ServeAsync(over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
    }

    /// <summary>Nobody announces anything where there are no subscriptions.</summary>
    private IEnumerable<(string Topic, Change Change)> ListsOf(McpServerOptions options) => changes is null ? [] : ServerLists.TopicsOf(
        ServerLists.HasTools(options), ServerLists.HasPrompts(options), ServerLists.HasResources(options));
}
