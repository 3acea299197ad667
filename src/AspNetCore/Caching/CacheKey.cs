using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SessionOrleans.AspNetCore.Caching;

/// <summary>Any string as a key. Hashed, since it may be of any length and characters, and may be a secret; in a corner of its own.</summary>
internal static class CacheKey
{
    /// <summary>No kind of a tool's sessions can contain a colon.</summary>
    private const string Prefix = "dc:";

    public static string ToSessionId(string key)
    {
        ArgumentNullException.ThrowIfNull(key);

        // Not UTF-8, which has one and the same replacement for every broken character.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()), hash);
        return $"{Prefix}{Base64Url.EncodeToString(hash)}";
    }
}
