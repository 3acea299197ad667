using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Dashboard;

/// <summary>
/// Knows whoever brings the configured token: as <c>Bearer</c>, or as the password of <c>Basic</c> with any name, which is what a browser
/// asks for.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, DashboardAccess access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "DashboardToken";

    private readonly byte[] _expected = Digest(access.Token ?? throw new InvalidOperationException("There is no token to compare with."));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || TokenOf(header) is not { } token)
            return Task.FromResult(AuthenticateResult.NoResult());
        return Task.FromResult(CryptographicOperations.FixedTimeEquals(Digest(token), _expected)
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(SchemeName)), SchemeName))
            : AuthenticateResult.Fail("Another token."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = new(["Bearer", "Basic realm=\"SessionOrleans\", charset=\"UTF-8\""]);
        return Task.CompletedTask;
    }

    private static string? TokenOf(AuthenticationHeaderValue header) => header.Scheme.ToUpperInvariant() switch
    {
        "BEARER" => header.Parameter,
        "BASIC" => PasswordOf(header.Parameter),
        _ => null,
    };

    private static string? PasswordOf(string? parameter)
    {
        var bytes = new byte[parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(parameter ?? "", bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }

    /// <summary>Of one length whatever was sent, so that comparing tells nothing of it.</summary>
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
