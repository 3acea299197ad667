using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp;

/// <summary>
/// Handles as they travel, and the ids that sessions are stored under. A handle is <c>kind_</c> and 128 random bits in base64url. Whose
/// session it is goes into the id, so that the handle in another caller's hands opens nothing, by construction and without a further
/// question:
/// <list type="bullet">
/// <item>an anonymous caller's: <c>kind_hash</c>. Who has the handle may use the session, so only its SHA-256 is stored;</item>
/// <item>a user's: <c>kind~random~owner</c>. The handle is worth nothing without the sign-in, and can be listed for its owner;</item>
/// <item>the one that a user has of a kind: <c>kind~~owner</c>, which no handle reaches.</item>
/// </list>
/// </summary>
internal static class SessionHandle
{
    private const int RandomBytes = 16;

    /// <summary>Ours have at most 87 characters. What is longer is not worth hashing, and would not fit into an id.</summary>
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Create(string kind)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return $"{kind}_{Base64Url.EncodeToString(random)}";
    }

    public static bool IsOfKind(string handle, string kind) =>
        handle.Length > kind.Length + 1 && handle.Length <= MaxLength
        && handle.StartsWith(kind, StringComparison.Ordinal) && handle[kind.Length] == '_'
        && !handle.AsSpan(kind.Length).ContainsAnyExcept(Allowed);

    /// <summary>The id that the session is stored under. The kind stays readable, for operators and for listing one kind.</summary>
    public static string ToSessionId(string handle, string kind, SessionUser user) =>
        user.IsAnonymous ? $"{kind}_{HashedId.Of(handle)}" : $"{kind}~{handle.AsSpan(kind.Length + 1)}~{user.Owner}";

    /// <summary>The id of the one session of a kind that a user has.</summary>
    public static string ToUserSessionId(string kind, string owner) => $"{kind}~~{owner}";

    /// <summary>The handle of a user's session; null when the id is none of that kind.</summary>
    public static string? FromSessionId(string id, string kind, string owner)
    {
        var random = id.Length - kind.Length - owner.Length - 2;
        return random > 0 && id[kind.Length] == '~' && id[^(owner.Length + 1)] == '~'
            && id.StartsWith(kind, StringComparison.Ordinal) && id.EndsWith(owner, StringComparison.Ordinal)
            ? $"{kind}_{id.AsSpan(kind.Length + 1, random)}"
            : null;
    }
}
