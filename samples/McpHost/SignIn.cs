using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;

namespace McpHost;

/// <summary>Hands out ASP.NET Core's own bearer tokens. The keys are in the session store, so a token of one host is good on all.</summary>
internal static class SignIn
{
    /// <summary>In development, <c>POST /sign-in?user=alice</c> is enough to be alice. Elsewhere there is no such thing: ask for a
    /// password, or take an identity provider's tokens.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapPost("/sign-in", (string user) => Results.SignIn(
                Principal(user), authenticationScheme: BearerTokenDefaults.AuthenticationScheme));
    }

    /// <summary>The time of the sign-in, by which it is put out where its user is revoked.</summary>
    private static ClaimsPrincipal Principal(string user) => new(new ClaimsIdentity(
        [new("sub", user), new("auth_time", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}")],
        BearerTokenDefaults.AuthenticationScheme));
}
