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
            await using var news = await _store.ListenAsync(session.Key, _ => topics.Wake(), over.Token);
            await new SessionStream(
                context, session.SessionId, outbox, topics, () => sessions.FindAsync(session.Key, over.Token)).ServeAsync(over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
    }

    /// <summary>Nobody announces anything where there are no subscriptions.</summary>
    private IEnumerable<(string Topic, Change Change)> ListsOf(McpServerOptions options)
    {
        if (changes is null)
            yield break;
        if (options.ToolCollection is not null || options.Capabilities?.Tools?.ListChanged is true)
            yield return (ChangeTopics.ToolList, Change.ToolList);
        if (options.PromptCollection is not null || options.Capabilities?.Prompts?.ListChanged is true)
            yield return (ChangeTopics.PromptList, Change.PromptList);
        if (options.ResourceCollection is not null || options.Capabilities?.Resources?.ListChanged is true)
            yield return (ChangeTopics.ResourceList, Change.ResourceList);
    }
}
