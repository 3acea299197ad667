using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>Tells answers from other messages before the SDK reads them, which answers 202 to whatever is no request.</summary>
internal static class AnswerBody
{
    /// <summary>Reads the body, and leaves it to be read again. Returns the answer; null for other messages.</summary>
    public static async Task<JsonRpcMessageWithId?> ReadAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        return IsAnswer(body.GetBuffer().AsSpan(0, (int)body.Length)) ? Parse(body) : null;
    }

    /// <summary>Whether a message has an id and no method. Only its own members are looked at.</summary>
    private static bool IsAnswer(ReadOnlySpan<byte> json)
    {
        var hasId = false;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("method"u8))
                    return false;
                hasId |= reader.ValueTextEquals("id"u8);
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return hasId;
    }

    private static JsonRpcMessageWithId? Parse(MemoryStream body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonRpcMessage>(
                body.GetBuffer().AsSpan(0, (int)body.Length), McpJsonUtilities.DefaultOptions) as JsonRpcMessageWithId;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
