using System.Text.Json.Serialization;

namespace SessionOrleans.Mcp;

/// <summary>
/// Whose session it is comes with the sign-in and must never be read from what a caller writes. A <see cref="UserSession{T}"/> is asked of
/// JSON
/// only where a tool was made without the server's services, and is refused there.
/// </summary>
internal sealed class NotAnArgumentConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new InvalidOperationException(
            "A UserSession<T> is no argument: it belongs to who signed in. Register the tool with .WithTools<...>() next to .WithSessionStore(), or give McpServerTool.Create the server's Services.");
}
