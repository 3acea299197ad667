using System.Security.Claims;

namespace SessionOrleans.Mcp;

/// <summary>A token's own <c>exp</c> claim: seconds since 1970.</summary>
internal sealed class ClaimedSignInEnd : ISignInEnd
{
    public DateTimeOffset? Of(ClaimsPrincipal? principal) => UnixTime.Of(principal?.FindFirst("exp"));
}
