using System.Runtime.InteropServices;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Caching;

/// <summary>Any string as a key. Hashed, since it may be of any length and characters, and may be a secret; in a corner of its
/// own.</summary>
internal static class CacheKey
{
    public static string ToSessionId(string key)
    {
        ArgumentNullException.ThrowIfNull(key);

        // Not UTF-8, which has one and the same replacement for every broken character.
        return ReservedIds.CacheEntry + HashedId.Of(MemoryMarshal.AsBytes(key.AsSpan()));
    }
}
