using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>Which <c>Host</c> and which <c>Origin</c> a request may have. Pure.</summary>
/// <param name="hosts">The allowed hosts; null: all.</param>
/// <param name="origins">The allowed origins besides those of allowed hosts; null: none.</param>
internal sealed class AllowedRequests(IReadOnlyList<string>? hosts, IReadOnlyList<string>? origins)
{
    public const string Any = "*";

    /// <summary>What a server on loopback may be called.</summary>
    public static readonly IReadOnlyList<string> Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly List<StringSegment>? _hosts =
        hosts?.Contains(Any) is false ? [.. hosts.Select(host => new StringSegment(host))] : null;

    /// <summary>An origin as browsers write it; null for what is none.</summary>
    public static string? Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0
            ? uri.GetLeftPart(UriPartial.Authority) : null;

    public bool AllowsHost(HostString host) => _hosts is null || (host.HasValue && HostString.MatchesAny(host.Host, _hosts));

    /// <param name="origin">The header; empty where there is none.</param>
    /// <param name="host">The host that the request names: its own pages may.</param>
    public bool AllowsOrigin(string origin, HostString host)
    {
        if (origin.Length == 0 || (_hosts is null && origins is null) || origins?.Contains(Any) is true)
            return true;
        if (Origin(origin) is not { } known)
            return false;
        if (origins?.Any(allowed => string.Equals(Origin(allowed), known, StringComparison.OrdinalIgnoreCase)) is true)
            return true;
        var page = new Uri(known).Host;
        return _hosts is null
            ? string.Equals(page, host.Host, StringComparison.OrdinalIgnoreCase)
            : HostString.MatchesAny(page, _hosts);
    }
}
