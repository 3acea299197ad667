using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Mcp;

/// <summary>
/// Handles as they travel, and the ids that sessions are stored under. A handle is <c>kind_</c>, then 128 random bits and a checksum of 40
/// bits in base64url. The checksum is made with a key of the store (<see cref="HandleKey"/>) over kind, random bits and whose the handle
/// is, so that what was made up is refused without asking the silos. Whose session it is goes into the id, too, so that the handle in
/// another caller's hands opens nothing, by construction and without a further question:
/// <list type="bullet">
/// <item>an anonymous caller's: <c>kind_hash</c>. Who has the handle may use the session, so only its SHA-256 is stored;</item>
/// <item>a user's: <c>kind~random~owner</c>. The handle is worth nothing without the sign-in, and can be listed for its owner;</item>
/// <item>the one that a user has of a kind: <c>kind~~owner</c>, which no handle reaches.</item>
/// </list>
/// </summary>
internal static class SessionHandle
{
    private const int RandomBytes = 16;
    private const int ChecksumBytes = 5;

    /// <summary>Of what comes after the kind. 21 bytes fill it, so each handle has one spelling.</summary>
    private const int TailLength = 28;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Create(string kind, string? owner, byte[] key)
    {
        Span<byte> tail = stackalloc byte[RandomBytes + ChecksumBytes];
        RandomNumberGenerator.Fill(tail[..RandomBytes]);
        Checksum(kind, owner, tail[..RandomBytes], key, tail[RandomBytes..]);
        return $"{kind}_{Base64Url.EncodeToString(tail)}";
    }

    /// <summary>Whether it has the form of a handle of the kind.</summary>
    public static bool IsOfKind(string handle, string kind) =>
        handle.Length == kind.Length + 1 + TailLength
        && handle.StartsWith(kind, StringComparison.Ordinal) && handle[kind.Length] == '_'
        && !handle.AsSpan(kind.Length).ContainsAnyExcept(Allowed);

    /// <summary>Whether the checksum is that of a handle that the owner (null: an anonymous caller) was given.</summary>
    public static bool Fits(string handle, string kind, string? owner, byte[] key)
    {
        Span<byte> tail = stackalloc byte[RandomBytes + ChecksumBytes];
        Span<byte> expected = stackalloc byte[ChecksumBytes];
        if (Base64Url.DecodeFromChars(handle.AsSpan(kind.Length + 1), tail) != tail.Length)
            return false;
        Checksum(kind, owner, tail[..RandomBytes], key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, tail[RandomBytes..]);
    }

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

    /// <summary>Kind and owner have no line breaks, so no two handles have the same text.</summary>
    private static void Checksum(string kind, string? owner, ReadOnlySpan<byte> random, byte[] key, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\n{owner}\n{Convert.ToHexString(random)}"), hash);
        hash[..ChecksumBytes].CopyTo(checksum);
    }
}
