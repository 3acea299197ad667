using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

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
    /// <param name="id">What tells the user from all others, for ever; of any length above zero. A string converts to a user by
    /// itself.</param>
    public SessionUser(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
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
    /// <c>store.Directory.RemoveOwnedAsync(user.Owner)</c>.
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
    public static string? IdOf(ClaimsPrincipal? principal)
    {
        var authenticated = principal?.Identities.Where(identity => identity.IsAuthenticated).ToList();
        if (authenticated is not { Count: > 0 })
            return null;

        var subject = authenticated.Select(identity => identity.FindFirst(
            ClaimTypes.NameIdentifier) ?? identity.FindFirst("sub")).FirstOrDefault(claim => claim is { Value.Length: > 0 })
            ?? throw new SessionUserException(
                "You are signed in, but nothing in the sign-in says for good who you are: it has neither a NameIdentifier nor a sub " +
                "claim. The server's administrator can name another claim in SessionToolsOptions.UserId.",
                isForOperator: true);

        // An issuer that is escaped has no '|', so no two pairs read alike.
        return $"{Uri.EscapeDataString(subject.Issuer)}|{subject.Value}";
    }

    /// <summary>Whether somebody is signed in; never who.</summary>
    public override string ToString() => IsAnonymous ? "anonymous" : "signed in";
}
