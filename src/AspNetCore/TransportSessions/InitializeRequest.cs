using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>
/// Looks at a request that may begin a session before the SDK does: the SDK makes a session before it has understood what it was sent, and
/// keeps all of that for as long as the session.
/// </summary>
internal static class InitializeRequest
{
    /// <summary>It has names and capabilities.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Reads the body, and leaves it to be read again. Null where it is too large.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            return null;
        var body = new byte[MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > MaxBytes)
            return null;
        Array.Resize(ref body, length);
        context.Request.Body = new MemoryStream(body, writable: false);
        return body;
    }

    /// <summary>Whether a body would have the SDK make a session, and then fail. What is no such request at all the SDK refuses.</summary>
    public static bool IsBroken(byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize<JsonRpcMessage>(body, McpJsonUtilities.DefaultOptions)
                is not JsonRpcRequest { Method: RequestMethods.Initialize } request)
                return false;
            var handshake = request.Params.Deserialize<InitializeRequestParams>(McpJsonUtilities.DefaultOptions);
            return handshake is not
                { ProtocolVersion: not null, Capabilities: not null, ClientInfo: { Name: not null, Version: not null } };
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or ArgumentException)
        {
            return true;
        }
    }
}
