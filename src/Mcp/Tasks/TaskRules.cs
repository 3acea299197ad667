using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// What may happen to a task. Pure: each rule gives the task after it, the same object where nothing changes. What ended stays as it ended.
/// </summary>
internal static class TaskRules
{
    public static TaskRecord Begin(SessionTaskOptions options, string runner, DateTimeOffset now) => new()
    {
        Runner = runner,
        Status = McpTaskStatus.Working,
        CreatedAt = now,
        LastUpdatedAt = now,
        TimeToLive = options.TimeToLive == Timeout.InfiniteTimeSpan ? null : options.TimeToLive,
        PollInterval = options.PollInterval,
    };

    public static TaskRecord Complete(TaskRecord record, JsonElement result, DateTimeOffset now) =>
        End(record, record with { Status = McpTaskStatus.Completed, Result = result }, now);

    public static TaskRecord Fail(TaskRecord record, JsonRpcErrorDetail error, DateTimeOffset now) =>
        End(record, record with { Status = McpTaskStatus.Failed, Error = error, StatusMessage = error.Message }, now);

    public static TaskRecord Cancel(TaskRecord record, DateTimeOffset now) =>
        End(record, record with { Status = McpTaskStatus.Cancelled }, now);

    /// <summary>The tool asks. Responses that it has got are forgotten.</summary>
    public static TaskRecord Ask(TaskRecord record, string key, InputRequest request, IEnumerable<string> delivered, DateTimeOffset now) =>
        record.IsTerminal
            ? record
            : record with
            {
                Status = McpTaskStatus.InputRequired,
                LastUpdatedAt = now,
                InputRequests = record.InputRequests.Add(key, request),
                Responses = record.Responses.RemoveRange(delivered),
            };

    /// <summary>The client answers. Answers to what was not asked, or was answered before, are ignored.</summary>
    public static TaskRecord Answer(TaskRecord record, IEnumerable<KeyValuePair<string, InputResponse>> responses, DateTimeOffset now)
    {
        var answers = responses.Where(response => record.InputRequests.ContainsKey(response.Key)).ToList();
        if (record.IsTerminal || answers.Count == 0)
            return record;

        var open = record.InputRequests.RemoveRange(answers.Select(answer => answer.Key));
        return record with
        {
            Status = open.IsEmpty ? McpTaskStatus.Working : record.Status,
            LastUpdatedAt = now,
            InputRequests = open,
            Responses = record.Responses.SetItems(answers),
        };
    }

    private static TaskRecord End(TaskRecord record, TaskRecord ended, DateTimeOffset now) => record.IsTerminal
        ? record
        : ended with { LastUpdatedAt = now, InputRequests = ended.InputRequests.Clear(), Responses = ended.Responses.Clear() };
}
