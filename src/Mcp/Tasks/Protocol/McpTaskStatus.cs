using System.Text.Json.Serialization;

namespace SessionOrleans.Mcp.Tasks.Protocol;

/// <summary>Where a task stands. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<McpTaskStatus>))]
internal enum McpTaskStatus
{
    /// <summary>Its tool runs.</summary>
    [JsonStringEnumMemberName("working")]
    Working,

    /// <summary>Its tool waits for the client's answer.</summary>
    [JsonStringEnumMemberName("input_required")]
    InputRequired,

    /// <summary>Its call has a result, which may be a tool error.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Its call ended with a JSON-RPC error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was cancelled before its call ended.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
