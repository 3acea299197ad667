using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Mcp;

/// <summary>
/// Handles as they travel: <c>kind_</c> and 128 random bits in base64url. Who has one may use its session, so no store key and no log
/// line shows it: the session is stored under the handle's hash.
/// </summary>
internal static class SessionHandle
{
    private const int RandomBytes = 16;

    /// <summary>Ours have at most 87 characters; what is far longer is not worth hashing.</summary>
    private const int MaxLength = 256;

    public static string Create(string kind)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return $"{kind}_{Base64Url.EncodeToString(random)}";
    }

    public static bool IsOfKind(string handle, string kind) =>
        handle.Length > kind.Length + 1 && handle.Length <= MaxLength
        && handle.StartsWith(kind, StringComparison.Ordinal) && handle[kind.Length] == '_';

    /// <summary>The id that the session is stored under. The kind stays readable, for operators and for listing one kind.</summary>
    public static string ToSessionId(string handle, string kind)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(handle), hash);
        return $"{kind}_{Base64Url.EncodeToString(hash)}";
    }
}
