namespace SessionOrleans.Quotas;

/// <summary>
/// Which sessions count as a caller's: those whose id is made of a kind and of who calls, as <c>SessionHandle</c> makes them. What an
/// application stores itself for an owner does not count.
/// </summary>
internal static class CallersSessions
{
    /// <summary>The owner of the sessions of all callers who are not signed in. A user's is a hash, which has no tilde.</summary>
    public const string Anonymous = "~anonymous";

    /// <summary>A SHA-256 in base64url.</summary>
    private const int HashLength = 43;

    /// <summary>The kind of a caller's session; null where it is none.</summary>
    public static string? KindOf(string id, string? owner)
    {
        if (owner is null)
            return null;
        var end = owner == Anonymous ? id.Length - HashLength - 1 : id.IndexOf('~', StringComparison.Ordinal);
        if (end <= 0)
            return null;
        var isCallers = owner == Anonymous
            ? id[end] == '_'
            : end <= id.Length - owner.Length - 2 && id[^(owner.Length + 1)] == '~' && id.EndsWith(owner, StringComparison.Ordinal);
        return isCallers ? id[..end] : null;
    }
}
