using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;

namespace SignedIn;

/// <summary>Hands out tokens, in development only: <c>curl -X POST 'http://localhost:3001/sign-in?user=alice'</c>.</summary>
internal static class SignIn
{
    public static void MapSignIn(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapPost("/sign-in", (string user, TimeProvider clock) => Results.SignIn(
                PrincipalOf(user, clock), authenticationScheme: BearerTokenDefaults.AuthenticationScheme));
    }

    /// <summary><c>sub</c> says who it is, <c>auth_time</c> since when: by that a user who was revoked is put out.</summary>
    private static ClaimsPrincipal PrincipalOf(string user, TimeProvider clock) => new(new ClaimsIdentity(
        [new("sub", user), new("auth_time", $"{clock.GetUtcNow().ToUnixTimeSeconds()}")], BearerTokenDefaults.AuthenticationScheme));
}
