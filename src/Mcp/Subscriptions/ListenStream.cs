using System.Text.Json.Nodes;
using System.Threading.Channels;
using SessionOrleans.Mcp.Tasks;

namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>
/// What one client is told on one stream. A change that waits to be told is told once, however often it came, so a slow client costs no
/// more than what it listens to. Thread-safe.
/// </summary>
/// <param name="context">The request that listens.</param>
/// <param name="read">How a task stands; null where it is gone.</param>
internal sealed class ListenStream(
    RequestContext<SubscriptionsListenRequestParams> context, Func<string, CancellationToken, Task<JsonObject?>> read)
{
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new() { SingleReader = true });
    private readonly HashSet<Change> _waiting = [];

    public void Add(Change change)
    {
        lock (_waiting)
        {
            if (_waiting.Add(change))
                _changes.Writer.TryWrite(change);
        }
    }

    /// <summary>Ends the stream when what waits is told.</summary>
    public void Complete() => _changes.Writer.TryComplete();

    /// <summary>The first message of the stream: what is granted.</summary>
    public Task AcknowledgeAsync(
        SubscriptionsListenNotifications granted, IReadOnlyList<string> taskIds, CancellationToken cancellationToken)
    {
        var parameters = (JsonObject)JsonSerializer.SerializeToNode(
            new SubscriptionsAcknowledgedNotificationParams { Notifications = granted }, McpJsonUtilities.DefaultOptions)!;
        if (taskIds.Count > 0)
            parameters["notifications"]![TaskListening.Member] = new JsonArray([.. taskIds.Select(id => JsonValue.Create(id))]);
        return SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, parameters, cancellationToken);
    }

    /// <summary>Tells changes as they come, until the stream is completed or its client leaves.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            // First, so that a change that comes while this one is sent is told again.
            lock (_waiting)
                _waiting.Remove(change);
            if (await ParametersOfAsync(change, cancellationToken) is { } parameters)
                await SendAsync(change.Method, parameters, cancellationToken);
        }
    }

    private async Task<JsonObject?> ParametersOfAsync(Change change, CancellationToken cancellationToken) => change switch
    {
        { TaskId: { } taskId } => await read(taskId, cancellationToken),
        { Uri: { } uri } => new() { ["uri"] = uri },
        _ => [],
    };

    private Task SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        parameters["_meta"] = new JsonObject
        {
            [MetaKeys.SubscriptionId] = context.JsonRpcRequest.Id.Id switch
            {
                string text => JsonValue.Create(text),
                long number => JsonValue.Create(number),
                _ => null,
            },
        };
        return context.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
    }
}
