using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SessionOrleans.Mcp.Tasks.Protocol;

/// <summary>A task as clients see it: the schema's <c>CreateTaskResult</c>, and its <c>GetTaskResult</c> for each status.</summary>
internal sealed class TaskResult : Result
{
    /// <summary>How the SDK's own options write it: what is null is left out, but for the time to live.</summary>
    public static JsonTypeInfo<TaskResult> TypeInfo { get; } =
        (JsonTypeInfo<TaskResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(TaskResult));

    [JsonPropertyName("taskId")]
    public required string TaskId { get; init; }

    [JsonPropertyName("status")]
    public required McpTaskStatus Status { get; init; }

    [JsonPropertyName("statusMessage")]
    public string? StatusMessage { get; init; }

    [JsonPropertyName("createdAt")]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("lastUpdatedAt")]
    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Milliseconds from the creation on; null: unlimited. The schema wants it written in both cases.</summary>
    [JsonPropertyName("ttlMs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long? TimeToLiveMs { get; init; }

    [JsonPropertyName("pollIntervalMs")]
    public required long PollIntervalMs { get; init; }

    /// <summary>What the tool asks and was not answered; only while input is required.</summary>
    [JsonPropertyName("inputRequests")]
    public IReadOnlyDictionary<string, InputRequest>? InputRequests { get; init; }

    /// <summary>What the call would have returned; only of a completed task.</summary>
    [JsonPropertyName("result")]
    public JsonElement? CallResult { get; init; }

    /// <summary>What the call would have failed with; only of a failed task.</summary>
    [JsonPropertyName("error")]
    public JsonRpcErrorDetail? Error { get; init; }

    public JsonNode? ToNode() => JsonSerializer.SerializeToNode(this, TypeInfo);
}
