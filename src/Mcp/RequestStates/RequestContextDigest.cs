using System.Buffers;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp;

/// <summary>
/// Which call a request state belongs to: who calls, the method, and all parameters but those that differ from round to round. Two texts of
/// the same JSON give the same digest; the order of members and the way of escaping do not matter. Pure.
/// </summary>
internal static class RequestContextDigest
{
    private static readonly SearchValues<string> Changing =
        SearchValues.Create(["_meta", "inputResponses", "requestState"], StringComparison.Ordinal);

    /// <param name="user">Who calls.</param>
    /// <param name="request">What is called.</param>
    /// <param name="barrier">Since when the user has to have signed in; null where the user was never revoked.</param>
    public static byte[] Of(SessionUser user, JsonRpcRequest request, DateTimeOffset? barrier = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            // As an array of JSON values no part can pass for another.
            writer.WriteStartArray();
            writer.WriteStringValue(user.Owner);
            writer.WriteStringValue(request.Method);
            using var parameters = JsonDocument.Parse(request.Params?.ToJsonString() ?? "{}");
            WriteMembers(writer, parameters.RootElement.EnumerateObject().Where(member => !Changing.Contains(member.Name)));
            if (barrier is { } since)
                writer.WriteNumberValue(since.UtcTicks);
            writer.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(writer, element.EnumerateObject());
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<JsonProperty> members)
    {
        writer.WriteStartObject();
        foreach (var member in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(member.Name);
            Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }
}
