using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Sessions;

/// <summary>
/// Anything as an id, or as a part of one: the SHA-256 in base64url, 43 characters. For what may be of any length and characters, or must
/// not be stored readable.
/// </summary>
internal static class HashedId
{
    /// <exception cref="ArgumentException">There is half a surrogate pair in it, for which UTF-8 has one and the same replacement: two
    /// texts would become one.</exception>
    public static string Of(string text)
    {
        SessionLimits.CheckText(text, "What an id is made of", nameof(text));
        return Of(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The hash of a text that is one owner's, or nobody's (null). The same text of another owner has another hash.</summary>
    public static string Of(string? owner, string text) => Of($"{(owner is null ? "anonymous" : "owner")}\n{owner}\n{text}");

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Base64Url.EncodeToString(hash);
    }
}
