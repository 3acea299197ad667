using System.Text.Json;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// What may happen to a task. Pure: each rule gives the task after it, the same object where nothing changes. What ended stays as it ended.
/// </summary>
internal static class TaskRules
{
    private static readonly Dictionary<string, InputRequest> Nothing = [];

    public static TaskRecord Begin(SessionTaskOptions options, string? runner, DateTimeOffset now) => new()
    {
        Task = new(
            TaskId: "",
            McpTaskStatus.Working,
            CreatedAt: now,
            LastUpdatedAt: now,
            options.TimeToLive == Timeout.InfiniteTimeSpan ? null : options.TimeToLive,
            (long)options.PollInterval.TotalMilliseconds),
        Runner = runner,
    };

    public static TaskRecord Complete(TaskRecord record, JsonElement result, DateTimeOffset now) =>
        End(record, record.Task with { Status = McpTaskStatus.Completed, Result = result }, now);

    public static TaskRecord Fail(TaskRecord record, JsonElement error, DateTimeOffset now) =>
        End(record, record.Task with { Status = McpTaskStatus.Failed, Error = error }, now);

    public static TaskRecord Cancel(TaskRecord record, DateTimeOffset now) =>
        End(record, record.Task with { Status = McpTaskStatus.Cancelled }, now);

    /// <summary>The tool asks. Responses that it has got are forgotten.</summary>
    public static TaskRecord Ask(
        TaskRecord record, IEnumerable<KeyValuePair<string, InputRequest>> requests, IEnumerable<string> delivered, DateTimeOffset now)
    {
        if (record.IsTerminal)
            return record;
        var asked = new Dictionary<string, InputRequest>(record.Task.InputRequests ?? Nothing);
        foreach (var (id, request) in requests)
            asked[id] = request;
        return record with
        {
            Task = record.Task with { Status = McpTaskStatus.InputRequired, InputRequests = asked, LastUpdatedAt = now },
            Responses = record.Responses.RemoveRange(delivered),
        };
    }

    /// <summary>The client answers. Answers to what was not asked, or was answered before, are ignored.</summary>
    public static TaskRecord Answer(TaskRecord record, IEnumerable<KeyValuePair<string, InputResponse>> responses, DateTimeOffset now)
    {
        if (record.IsTerminal || record.Task.InputRequests is not { Count: > 0 } asked)
            return record;
        var answers = responses.Where(response => asked.ContainsKey(response.Key)).ToList();
        if (answers.Count == 0)
            return record;

        var open = new Dictionary<string, InputRequest>(asked);
        foreach (var (id, _) in answers)
            open.Remove(id);
        return record with
        {
            Task = record.Task with
            {
                Status = open.Count == 0 ? McpTaskStatus.Working : record.Task.Status,
                InputRequests = open,
                LastUpdatedAt = now,
            },
            Responses = record.Responses.SetItems(answers),
        };
    }

    private static TaskRecord End(TaskRecord record, McpTaskInfo ended, DateTimeOffset now) => record.IsTerminal
        ? record
        : record with { Task = ended with { LastUpdatedAt = now, InputRequests = null }, Responses = record.Responses.Clear() };
}
