using System.Security.Claims;

namespace SessionOrleans;

/// <summary>How an MCP server's tools use the store.</summary>
public sealed class SessionToolsOptions
{
    /// <summary>
    /// Which user a caller is; null: an anonymous one. Called with the principal that came with the call, as far as it is authenticated;
    /// null where nobody is, as over stdio. Where somebody is, null refuses the call: whoever signed in is not taken for anonymous. Equal
    /// ids share sessions, so an id must never pass to another person, and must not be what many have, such as the name of the operating
    /// system's user: in containers that is <c>root</c> for all, or empty. An empty id refuses the call, as does one with half of a
    /// surrogate pair. Default: <see cref="SessionUser.IdOf"/>; where several ways to sign in have equal ids, <see
    /// cref="SessionUser.IdWithSchemeOf"/>. Sessions are bound to what this returns: change the rule, and what users had is out of their
    /// reach.
    /// </summary>
    /// <example>
    /// A server over stdio has one user. Who starts it says which: <c>options.UserId = _ =&gt; configuration["User"]</c>, without which all
    /// calls are anonymous.
    /// </example>
    public Func<ClaimsPrincipal?, string?> UserId { get; set; } = SessionUser.IdOf;

    /// <summary>
    /// When a caller signed in, called with the same principal as <see cref="UserId"/>; null: it is not known. Asked for users only whom
    /// <see cref="ISessionAdministration.RevokeUserAsync"/> revoked: who signed in before that, or cannot say, is refused. Default:
    /// <see cref="SessionUser.SignedInAtOf"/>.
    /// </summary>
    public Func<ClaimsPrincipal?, DateTimeOffset?> SignedInAt { get; set; } = SessionUser.SignedInAtOf;

    /// <summary>How long a caller may take to answer a tool's question (<see cref="IRequestState{T}"/>): above zero, at most one day.
    /// Default: 15 minutes.</summary>
    /// <value>Above zero, at most 1 day.</value>
    public TimeSpan RequestStateTimeToLive { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Up to how many bytes of JSON a request state travels through the client, sealed; a larger one stays in the store, and a claim to it
    /// travels. 0 to 65,536; default: 2,048.
    /// </summary>
    /// <value>0 to 65,536 bytes.</value>
    public int MaxTravellingStateBytes { get; set; } = 2048;

    /// <summary>The largest value of a session that tools work on, in bytes as stored: 1 to 67,108,864, and no more than the store's
    /// <see cref="SessionStoreOptions.MaxValueBytes"/>. Default: 65,536 (64 KiB).</summary>
    /// <value>1 to 67,108,864 bytes.</value>
    public int MaxValueBytes { get; set; } = 65_536;

    /// <summary>
    /// How many bytes may be written to one session in a minute, each write being the whole value: 1 or more. Default: 8,388,608 (8 MiB),
    /// so that many small changes of a large value are refused, and not many of a small one.
    /// </summary>
    /// <value>1 byte or more.</value>
    public int BytesPerMinuteOfSession { get; set; } = 8 << 20;

    /// <summary>What a signed-in user may have, and write.</summary>
    public SessionQuota UserQuota { get; } =
        new() { MaxSessions = 1_000, MaxSessionsOfKind = 100, MaxBytes = 64L << 20, BytesPerMinute = 32 << 20 };

    /// <summary>What all callers together may have, and write, who are not signed in: nothing tells one of them from another.</summary>
    public SessionQuota AnonymousQuota { get; } =
        new() { MaxSessions = 10_000, MaxSessionsOfKind = 10_000, MaxBytes = 256L << 20, BytesPerMinute = 128 << 20 };

    /// <summary>The user whose principal came with a call.</summary>
    /// <exception cref="SessionUserException">It cannot be told who calls.</exception>
    internal SessionUser UserOf(ClaimsPrincipal? principal)
    {
        var signedIn = AuthenticatedPartOf(principal);
        var id = UserId(signedIn);
        if (id is null)
            return signedIn is null ? SessionUser.Anonymous : throw SessionUserException.NoId();
        if (string.IsNullOrWhiteSpace(id))
            throw SessionUserException.EmptyId();
        if (SessionLimits.FindHalf(id) is not null)
            throw SessionUserException.BrokenId();
        return new(id) { SignedInAt = new(() => SignedInAt(signedIn)) };
    }

    /// <summary>Without identities that are not authenticated: anybody may have put claims there.</summary>
    private static ClaimsPrincipal? AuthenticatedPartOf(ClaimsPrincipal? principal)
    {
        var identities = principal?.Identities.ToLookup(identity => identity.IsAuthenticated);
        if (identities is null || !identities[true].Any())
            return null;
        return identities[false].Any() ? new(identities[true]) : principal;
    }
}
