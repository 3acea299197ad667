using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp.Subscriptions;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>Changes as older clients are told of them.</summary>
internal static class ChangeExtensions
{
    public static string ToJson(this Change change) => JsonSerializer.Serialize<JsonRpcMessage>(
        new JsonRpcNotification
        {
            Method = change.Method,
            Params = change.Uri is null ? null : new JsonObject { ["uri"] = change.Uri },
        },
        McpJsonUtilities.DefaultOptions);
}
