using System.Collections;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp.Tasks.Protocol;

/// <summary>JSON-RPC errors that tasks end with.</summary>
internal static class TaskErrors
{
    public static JsonRpcErrorDetail Of(McpErrorCode code, string message) => new() { Code = (int)code, Message = message };

    /// <summary>What the call would have been answered with, had it not been a task.</summary>
    public static JsonRpcErrorDetail Of(McpProtocolException exception) => new()
    {
        Code = (int)exception.ErrorCode,
        Message = exception.Message,
        Data = exception switch
        {
            MissingRequiredClientCapabilityException missing => Json(
                new MissingRequiredClientCapabilityErrorData { RequiredCapabilities = missing.RequiredCapabilities }),
            UnsupportedProtocolVersionException version => Json(
                new UnsupportedProtocolVersionErrorData { Requested = version.Requested, Supported = [.. version.Supported] }),
            UrlElicitationRequiredException url => Json(new UrlElicitationRequiredErrorData { Elicitations = [.. url.Elicitations] }),
            _ => DataOf(exception),
        },
    };

    private static JsonNode? Json<T>(T data) => JsonSerializer.SerializeToNode(data, McpJsonUtilities.DefaultOptions);

    private static JsonObject? DataOf(Exception exception)
    {
        var data = new JsonObject();
        foreach (DictionaryEntry entry in exception.Data)
        {
            if (entry.Key is string name && TryJson(entry.Value, out var value))
                data[name] = value;
        }

        return data.Count > 0 ? data : null;
    }

    /// <summary>False for what cannot be sent: the SDK leaves it out, too.</summary>
    private static bool TryJson(object? value, out JsonNode? json)
    {
        try
        {
            json = Json(value);
            return true;
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException)
        {
            json = null;
            return false;
        }
    }
}
