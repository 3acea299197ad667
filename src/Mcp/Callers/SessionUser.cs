using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// Who calls, as far as sessions are concerned: a signed-in user, or nobody in particular. A tool may take it as a parameter; it is not in
/// the tool's schema.
/// </summary>
/// <remarks>
/// Immutable. Which id a user has is decided by <see cref="SessionToolsOptions.UserId"/>, by default <see cref="IdOf"/>. Sessions are bound
/// to the id: change the rule, and what users had is out of their reach.
/// </remarks>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public sealed class SessionUser
{
    /// <summary>A signed-in user.</summary>
    /// <param name="id">What tells the user from all others, for ever; of any length above zero, without halves of surrogate pairs. A
    /// string converts to a user by itself.</param>
    public SessionUser(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        SessionLimits.CheckText(id, "A user's id", nameof(id));
        Id = id;
        Owner = HashedId.Of(id);
    }

    private SessionUser()
    {
    }

    /// <summary>A caller who did not sign in. All such callers are alike.</summary>
    public static SessionUser Anonymous { get; } = new();

    /// <summary>What tells the user from all others; null for an anonymous caller.</summary>
    public string? Id { get; }

    /// <summary>
    /// The user as owner of sessions in the store, the SHA-256 of the id; null for an anonymous caller. To end all that a user has:
    /// <see cref="ISessionAdministration.RevokeUserAsync"/>.
    /// </summary>
    public string? Owner { get; }

    /// <summary>Whether nobody signed in.</summary>
    [MemberNotNullWhen(false, nameof(Id), nameof(Owner))]
    public bool IsAnonymous => Id is null;

    /// <summary>The user of an id.</summary>
    public static implicit operator SessionUser(string id) => new(id);

    /// <summary>The user of an id, as the conversion makes it.</summary>
    public static SessionUser FromString(string id) => new(id);

    /// <summary>
    /// The rule that applies unless <see cref="SessionToolsOptions.UserId"/> is set: of the first identity that is authenticated and has
    /// one, the <see cref="ClaimTypes.NameIdentifier"/> claim, else <c>sub</c>, together with who issued it (<see cref="Claim.Issuer"/>),
    /// so that two identity providers may use the same number for two people. Null when nobody is authenticated.
    /// </summary>
    /// <exception cref="SessionUserException">Somebody is authenticated and has neither claim. Names and addresses can pass to others and
    /// are not used.</exception>
    public static string? IdOf(ClaimsPrincipal? principal) =>
        SubjectOf(principal) is { } subject ? $"{Part(subject.Issuer)}|{subject.Value}" : null;

    /// <summary>
    /// The rule for a server with several ways to sign in whose ids may be equal: as <see cref="IdOf"/>, and together with the way (<see
    /// cref="ClaimsIdentity.AuthenticationType"/>), which tells local issuers apart, too. Set <see cref="SessionToolsOptions.UserId"/> to
    /// it. Who signs in one way and then another is two users.
    /// </summary>
    /// <inheritdoc cref="IdOf" path="/exception"/>
    public static string? IdWithSchemeOf(ClaimsPrincipal? principal) => SubjectOf(principal) is { } subject
        ? $"{Part(subject.Subject!.AuthenticationType!)}|{Part(subject.Issuer)}|{subject.Value}"
        : null;

    /// <summary>
    /// The rule that applies unless <see cref="SessionToolsOptions.SignedInAt"/> is set: the oldest of the claims <c>auth_time</c>, and
    /// where there is none, <c>iat</c>, of identities that are authenticated. Where nobody signed in with the call, as over stdio, the
    /// start of this process. Null where the sign-in does not say.
    /// </summary>
    public static DateTimeOffset? SignedInAtOf(ClaimsPrincipal? principal)
    {
        var authenticated = AuthenticatedOf(principal);
        if (authenticated.Count == 0)
        {
            using var self = Process.GetCurrentProcess();
            return new DateTimeOffset(self.StartTime);
        }

        return Oldest("auth_time") ?? Oldest("iat");

        DateTimeOffset? Oldest(string type) =>
            authenticated.SelectMany(identity => identity.FindAll(type)).Select(UnixTime.Of).Min();
    }

    /// <summary>When the user of a call signed in; null where that is not known.</summary>
    internal Lazy<DateTimeOffset?>? SignedInAt { get; init; }

    private static List<ClaimsIdentity> AuthenticatedOf(ClaimsPrincipal? principal) =>
        [.. principal?.Identities.Where(identity => identity.IsAuthenticated) ?? []];

    private static Claim? SubjectOf(ClaimsPrincipal? principal)
    {
        var authenticated = AuthenticatedOf(principal);
        if (authenticated.Count == 0)
            return null;
        return authenticated.Select(identity => identity.FindFirst(
            ClaimTypes.NameIdentifier) ?? identity.FindFirst("sub")).FirstOrDefault(claim => claim is { Value.Length: > 0 })
            ?? throw new SessionUserException(
                "You are signed in, but nothing in the sign-in says for good who you are: it has neither a NameIdentifier nor a sub " +
                "claim. The server's administrator can name another claim in SessionToolsOptions.UserId.",
                isForOperator: true);
    }

    /// <summary>A part of an id, before a '|': escaped, it has none, so no two ids read alike.</summary>
    private static string Part(string text) =>
        SessionLimits.FindHalf(text) is null ? Uri.EscapeDataString(text) : throw SessionUserException.BrokenId();

    /// <summary>Whether somebody is signed in; never who.</summary>
    public override string ToString() => IsAnonymous ? "anonymous" : "signed in";
}
