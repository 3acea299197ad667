using System.Globalization;
using System.Security.Claims;

namespace SessionOrleans.Mcp;

/// <summary>A token's own <c>exp</c> claim: seconds since 1970.</summary>
internal sealed class ClaimedSignInEnd : ISignInEnd
{
    private const string Expires = "exp";

    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public DateTimeOffset? Of(ClaimsPrincipal? principal) =>
        long.TryParse(principal?.FindFirst(Expires)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, Latest)) : null;
}
