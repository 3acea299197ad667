using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace SessionOrleans.Expiry;

/// <summary>Which of the shards keeps house for a session, and lists an owner's. The number is part of the stored layout.</summary>
internal static class ExpiryShards
{
    public const int Count = 256;

    /// <summary>Into how many parts they are divided to be swept.</summary>
    public const int Parts = 16;

    /// <summary>The shards of a part.</summary>
    public static IEnumerable<int> OfPart(int part) => Enumerable.Range(part * (Count / Parts), Count / Parts);

    public static int Of(string idOrOwner) =>
        (int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(idOrOwner.AsSpan())) % Count);
}
