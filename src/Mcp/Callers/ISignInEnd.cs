using System.Security.Claims;

namespace SessionOrleans.Mcp;

/// <summary>Says until when a sign-in is good. Where several say so, the earliest counts.</summary>
internal interface ISignInEnd
{
    /// <summary>Until when the sign-in of the present call is good; null where this does not know.</summary>
    DateTimeOffset? Of(ClaimsPrincipal? principal);
}
