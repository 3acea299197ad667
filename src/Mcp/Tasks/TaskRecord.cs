using System.Collections.Immutable;
using System.Text.Json;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>A task as it is stored.</summary>
internal sealed record TaskRecord
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The task, without its id.</summary>
    public required McpTaskInfo Task { get; init; }

    /// <summary>Who runs its tool; null: nobody of ours.</summary>
    public string? Runner { get; init; }

    /// <summary>What was answered and the tool may not have got yet.</summary>
    public ImmutableDictionary<string, InputResponse> Responses { get; init; } = ImmutableDictionary<string, InputResponse>.Empty;

    /// <summary>Whether nothing can happen to it any more.</summary>
    public bool IsTerminal => Task.Status is McpTaskStatus.Completed or McpTaskStatus.Failed or McpTaskStatus.Cancelled;

    public static TaskRecord Parse(byte[] stored) =>
        JsonSerializer.Deserialize<TaskRecord>(stored, Json) ?? throw new SessionValueException("What is stored of the task is no task.");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The task as the SDK knows it.</summary>
    public McpTaskInfo ToInfo(string taskId) => Task with { TaskId = taskId };
}
