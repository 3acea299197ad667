using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>When the ticket of the request's sign-in ends: that of a cookie, or of a token that says nothing itself.</summary>
internal sealed class TicketEnd(IHttpContextAccessor http) : ISignInEnd
{
    public DateTimeOffset? Of(ClaimsPrincipal? principal) =>
        http.HttpContext?.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
}
