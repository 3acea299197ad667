using System.Text.Json.Serialization;

namespace SessionOrleans.Mcp;

/// <summary>A <see cref="ToolSession{T}"/> on the wire is its handle, as a string. What is no string is refused as any unknown handle
/// is.</summary>
internal sealed class ToolSessionJsonConverter<T> : JsonConverter<ToolSession<T>>
    where T : class
{
    public override ToolSession<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? new(ToolCall.Required.Store, reader.GetString()!, ToolCall.Required.User)
            : throw new SessionHandleException(SessionKind.Of(typeof(T)));

    public override void Write(Utf8JsonWriter writer, ToolSession<T> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Handle);
}
