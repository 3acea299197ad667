using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace SessionOrleans.Expiry;

/// <summary>Which of the shards keeps house for a session, and lists an owner's. The number is part of the stored layout.</summary>
internal static class ExpiryShards
{
    public const int Count = 256;

    public static int Of(string idOrOwner) =>
        (int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(idOrOwner.AsSpan())) % Count);
}
