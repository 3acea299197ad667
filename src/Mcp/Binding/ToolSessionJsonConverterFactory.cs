using System.Text.Json.Serialization;

namespace SessionOrleans.Mcp;

/// <summary>Makes the converter of one <see cref="ToolSession{T}"/>; the SDK asks for it when it registers a tool, so a missing kind shows
/// there.</summary>
internal sealed class ToolSessionJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ToolSession<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var valueType = typeToConvert.GetGenericArguments()[0];
        _ = SessionKind.Of(valueType);
        return (JsonConverter)Activator.CreateInstance(typeof(ToolSessionJsonConverter<>).MakeGenericType(valueType))!;
    }
}
