using System.Globalization;
using System.Security.Claims;

namespace SessionOrleans.Mcp;

/// <summary>Instants in tokens: seconds since 1970 (<c>NumericDate</c> in RFC 7519, section 2).</summary>
internal static class UnixTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>What a claim says; one beyond all calendars is the last there is. Null where there is no claim, or it is no
    /// number.</summary>
    public static DateTimeOffset? Of(Claim? claim) =>
        long.TryParse(claim?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, Latest)) : null;
}
