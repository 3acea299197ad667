using System.Text.Json.Nodes;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>What <c>subscriptions/listen</c> has to do with tasks. Thread-safe.</summary>
internal sealed class TaskListening(SessionTasks tasks, TaskStore store)
{
    /// <summary>In what a client asks to listen to, and in what it is granted.</summary>
    public const string Member = "taskIds";

    /// <summary>The text of the extension has the one, its earlier drafts and the conformance suite the other.</summary>
    public static readonly IReadOnlyList<string> Notifications = ["notifications/tasks", "notifications/tasks/status"];

    /// <summary>The tasks that a request names; empty where it names none.</summary>
    /// <exception cref="McpProtocolException">It names some and does not declare the extension, or names no ids.</exception>
    public static IReadOnlyList<string> NamedBy(JsonRpcRequest request)
    {
        if (request.Params?["notifications"]?[Member] is not { } named)
            return [];
        TasksExtension.Require(request);
        if (named is not JsonArray ids || !ids.All(id => id is JsonValue value && value.TryGetValue<string>(out _)))
            throw new McpProtocolException($"{Member} is no array of the ids of tasks.", McpErrorCode.InvalidParams);
        return [.. ids.Select(id => (string)id!).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The task as <c>tasks/get</c> shows it; null where its user has none of that id.</summary>
    public async Task<JsonObject?> ReadAsync(string taskId, string? owner, CancellationToken cancellationToken)
    {
        if (TaskIds.ToSessionId(taskId, owner) is not { } sessionId
            || await tasks.GetAsync(sessionId, cancellationToken) is not { } record)
            return null;
        var task = (JsonObject)record.ToResult(taskId, TasksExtension.Complete).ToNode()!;
        task.Remove("resultType");
        return task;
    }

    /// <summary>Hears of the changes of a task of that user.</summary>
    public Task<IAsyncDisposable> ListenAsync(string taskId, string? owner, Action changed, CancellationToken cancellationToken) =>
        store.ListenAsync(TaskIds.ToSessionId(taskId, owner)!, changed, cancellationToken);
}
