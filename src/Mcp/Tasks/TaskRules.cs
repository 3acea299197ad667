using System.Text.Json.Nodes;
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
    /// <exception cref="RequestAnswerException">An answer does not fit its question.</exception>
    public static TaskRecord Answer(TaskRecord record, JsonObject responses, DateTimeOffset now)
    {
        var answered = record.InputRequests.Where(asked => responses.ContainsKey(asked.Key)).ToDictionary(
            asked => asked.Key, asked => AskedQuestion.Of(asked.Value));
        if (record.IsTerminal || answered.Count == 0)
            return record;

        var answers = new CheckedAnswers(answered, responses);
        var open = record.InputRequests.RemoveRange(answered.Keys);
        return record with
        {
            Status = open.IsEmpty ? McpTaskStatus.Working : record.Status,
            LastUpdatedAt = now,
            InputRequests = open,
            Responses = record.Responses.SetItems(answered.Keys.Select(key => KeyValuePair.Create(
                key, answers.Response(key) ?? throw new RequestAnswerException(key, "it is null")))),
        };
    }

    private static TaskRecord End(TaskRecord record, TaskRecord ended, DateTimeOffset now) => record.IsTerminal
        ? record
        : ended with { LastUpdatedAt = now, InputRequests = ended.InputRequests.Clear(), Responses = ended.Responses.Clear() };
}
