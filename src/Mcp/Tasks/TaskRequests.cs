using System.Text.Json.Nodes;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>Answers <c>tasks/get</c>, <c>tasks/update</c> and <c>tasks/cancel</c>. Thread-safe.</summary>
internal sealed class TaskRequests(
    SessionTasks tasks, IOptions<SessionToolsOptions> tools, ISessionStore store, ILogger<TaskRequests> logger)
{
    private readonly ToolErrors _errors = new(logger);

    public IEnumerable<McpServerRequestHandler> Handlers =>
    [
        Handler(TasksExtension.Get, async (sessionId, parameters, cancellationToken) =>
            (await tasks.GetAsync(sessionId, cancellationToken))?.ToResult(TaskId(parameters)!, TasksExtension.Complete).ToNode()),
        Handler(TasksExtension.Update, async (sessionId, parameters, cancellationToken) =>
            Acknowledged(await tasks.AnswerAsync(sessionId, Responses(parameters), cancellationToken))),
        Handler(TasksExtension.Cancel, async (sessionId, _, cancellationToken) =>
            Acknowledged(await tasks.CancelAsync(sessionId, cancellationToken))),
    ];

    private static string? TaskId(JsonObject? parameters) =>
        parameters?[TasksExtension.TaskId] is JsonValue value && value.TryGetValue<string>(out var taskId) ? taskId : null;

    private static JsonObject Responses(JsonObject parameters) =>
        parameters[TasksExtension.InputResponses] as JsonObject ?? throw new McpProtocolException(
            $"{TasksExtension.Update} needs {TasksExtension.InputResponses}, an object of the answers by their keys.",
            McpErrorCode.InvalidParams);

    private static JsonObject? Acknowledged(TaskRecord? task) => task is null ? null : new() { ["resultType"] = TasksExtension.Complete };

    /// <param name="method">The method.</param>
    /// <param name="handle">Answers for a task of the caller's; null where there is none.</param>
    private McpServerRequestHandler Handler(string method, Func<string, JsonObject, CancellationToken, Task<JsonNode?>> handle) => new()
    {
        Method = method,
        RoutingNameParameter = TasksExtension.TaskId,
        Handler = async (context, cancellationToken) =>
        {
            TasksExtension.Require(context.JsonRpcRequest);
            try
            {
                var user = tools.Value.UserOf(context.User);
                await UserBarrier.AdmitAsync(store, user, cancellationToken);
                return context.Params is JsonObject parameters
                    && TaskIds.ToSessionId(TaskId(parameters), user.Owner) is { } sessionId
                    && await handle(sessionId, parameters, cancellationToken) is { } answer
                    ? answer
                    : throw new McpProtocolException("Unknown or expired task.", McpErrorCode.InvalidParams);
            }
            catch (RequestAnswerException mismatch)
            {
                throw new McpProtocolException($"{mismatch.Mismatch} The task waits for one that does.", McpErrorCode.InvalidParams);
            }
            catch (Exception exception) when (ToolErrors.IsForCaller(exception))
            {
                throw _errors.Rethrown(method, exception);
            }
        },
    };
}
