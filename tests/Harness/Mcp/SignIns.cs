using System.Globalization;
using System.Security.Claims;

namespace SessionOrleans.Harness.Mcp;

/// <summary>Who signed in, as a test's bearer token says it: a name, or <c>name@seconds</c> with the time of the sign-in.</summary>
public static class SignIns
{
    /// <summary>Who issues them.</summary>
    public const string Issuer = "https://issuer.test";

    /// <summary>A token of a sign-in at a time.</summary>
    public static string At(string name, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}@{time.ToUnixTimeSeconds()}");

    /// <summary>What a token is verified to.</summary>
    public static ClaimsPrincipal Principal(string token) => token.Split('@') is [var name, var time]
        ? new(new ClaimsIdentity([new("sub", name, null, Issuer), new("auth_time", time, null, Issuer)], "Bearer"))
        : new(new ClaimsIdentity([new("sub", token, null, Issuer)], "Bearer"));
}
