namespace SessionOrleans;

/// <summary>
/// Which HTTP requests the MCP endpoints of an application answer (<c>MapMcp</c>); its other endpoints are not concerned. What is refused
/// gets 403, or 413 where it is too large.
/// </summary>
/// <remarks>
/// A page in a browser can send requests to servers on the same machine, and, by DNS rebinding, read the answers under a name of its own.
/// Such a request names a foreign host in <c>Host</c>, a foreign page in <c>Origin</c>, or both.
/// </remarks>
public sealed class McpEndpointOptions
{
    /// <summary>The default of <see cref="MaxRequestBytes"/>: 4 MiB.</summary>
    private const long DefaultRequestBytes = 4 << 20;

    /// <summary>
    /// The hosts that a request may name in <c>Host</c>, without a port: <c>mcp.example.com</c>, <c>*.example.com</c>, or <c>*</c> for all.
    /// Null, the default: the setting <c>AllowedHosts</c> of ASP.NET Core where it names hosts; else, where the server listens on loopback
    /// alone, <c>localhost</c>, <c>127.0.0.1</c> and <c>[::1]</c>; else all.
    /// </summary>
    /// <value>Names without a port, <c>*.example.com</c>, or <c>*</c>.</value>
    public IReadOnlyList<string>? AllowedHosts { get; set; }

    /// <summary>
    /// The pages that may send requests, as <c>Origin</c> names them: <c>https://app.example.com</c>, or <c>*</c> for all. Pages of an
    /// allowed host may besides, on whichever port, and so may whoever sends no <c>Origin</c>, which is every client that is no browser.
    /// Null, the default: only these where hosts are checked, and all where they are not.
    /// </summary>
    /// <value>Origins with their scheme, or <c>*</c>.</value>
    public IReadOnlyList<string>? AllowedOrigins { get; set; }

    /// <summary>
    /// How many bytes the body of a request may have: 1,024 and more, or null for the server's own limit. Default: 4 MiB. A limit of the
    /// endpoint's own (<c>RequestSizeLimitAttribute</c>) goes before.
    /// </summary>
    /// <value>1,024 bytes or more.</value>
    public long? MaxRequestBytes { get; set; } = DefaultRequestBytes;
}
