using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>A task as it is stored: without its id.</summary>
internal sealed record TaskRecord
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The process that runs its tool.</summary>
    public required string Runner { get; init; }

    public required McpTaskStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Null: unlimited.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public required TimeSpan PollInterval { get; init; }

    public string? StatusMessage { get; init; }

    public JsonElement? Result { get; init; }

    public JsonRpcErrorDetail? Error { get; init; }

    /// <summary>What the tool asked and was not answered.</summary>
    public ImmutableDictionary<string, InputRequest> InputRequests { get; init; } = ImmutableDictionary<string, InputRequest>.Empty;

    /// <summary>What was answered and the tool may not have got yet.</summary>
    public ImmutableDictionary<string, InputResponse> Responses { get; init; } = ImmutableDictionary<string, InputResponse>.Empty;

    /// <summary>Whether nothing can happen to it any more.</summary>
    [JsonIgnore]
    public bool IsTerminal => Status is McpTaskStatus.Completed or McpTaskStatus.Failed or McpTaskStatus.Cancelled;

    public static TaskRecord Parse(byte[] stored) =>
        JsonSerializer.Deserialize<TaskRecord>(stored, Json) ?? throw new SessionValueException("What is stored of the task is no task.");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The task as clients see it.</summary>
    public TaskResult ToResult(string taskId, string resultType) => new()
    {
        ResultType = resultType,
        TaskId = taskId,
        Status = Status,
        StatusMessage = StatusMessage,
        CreatedAt = CreatedAt,
        LastUpdatedAt = LastUpdatedAt,
        TimeToLiveMs = (long?)TimeToLive?.TotalMilliseconds,
        PollIntervalMs = (long)PollInterval.TotalMilliseconds,
        InputRequests = Status == McpTaskStatus.InputRequired ? InputRequests : null,
        CallResult = Result,
        Error = Error,
    };
}
