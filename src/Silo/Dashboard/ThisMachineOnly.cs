using System.Net;
using Microsoft.AspNetCore.Http;

namespace SessionOrleans.Dashboard;

/// <summary>
/// Answers callers on this machine alone, by the name or address that only they have for it: a page of somebody else, opened in a
/// browser here, would come with the name of its own host.
/// </summary>
internal static class ThisMachineOnly
{
    public static void AnswerThisMachineOnly(this WebApplication app, PathString path) =>
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase) || IsFromHere(context))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync(
                "Without a token the dashboard answers this machine alone, as localhost. Set SessionStore:Dashboard:Token.\n",
                context.RequestAborted);
        });

    /// <summary>Without an address it came by a socket of this machine.</summary>
    private static bool IsFromHere(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } caller || IPAddress.IsLoopback(caller)) && IsNameOfHere(context.Request.Host.Host);

    private static bool IsNameOfHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
