using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;

namespace McpHost;

/// <summary>Hands out ASP.NET Core's own bearer tokens. The keys are in the session store, so a token of one host is good on all.</summary>
internal static class SignIn
{
    /// <summary>
    /// Who signs in has baskets that are theirs alone; who does not may shop all the same. The keys that sign-ins are sealed with are in
    /// the store, sealed themselves with <c>SessionStore:KeySecret</c>: set it (<c>SessionStore__KeySecret</c>) wherever others can reach
    /// Redis.
    /// </summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
        services.AddDataProtection().SetApplicationName("McpHost").PersistKeysToSessionStore();
    }

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
