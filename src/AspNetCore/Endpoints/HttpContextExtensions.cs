using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>What checks of requests have in common.</summary>
internal static class HttpContextExtensions
{
    /// <summary>Lowers the limit of the request's body; a body that is being read keeps its limit.</summary>
    public static void LimitBody(this HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit && !(limit.MaxRequestBodySize <= most))
            limit.MaxRequestBodySize = most;
    }

    /// <summary>Answers with a JSON-RPC error that belongs to no request.</summary>
    public static Task AnswerErrorAsync(this HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { jsonrpc = "2.0", id = (string?)null, error = new { code, message } }, context.RequestAborted);
    }
}
