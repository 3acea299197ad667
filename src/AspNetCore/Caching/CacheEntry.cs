using System.Buffers;
using System.Buffers.Binary;

namespace SessionOrleans.AspNetCore.Caching;

/// <summary>
/// An entry as it is stored: a layout number, the end that reading does not move (Unix milliseconds, 0: none), and the bytes. That end is
/// kept here since a session's own longest life counts from its creation, and an entry may be written over.
/// </summary>
internal static class CacheEntry
{
    private const byte Layout = 1;
    private const int HeaderBytes = 1 + sizeof(long);

    /// <summary>An entry that is over.</summary>
    public static byte[] Ended { get; } = [0];

    public static byte[] Create(ReadOnlySequence<byte> payload, DateTimeOffset? endsAt)
    {
        var entry = new byte[checked(HeaderBytes + (int)payload.Length)];
        entry[0] = Layout;
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(1), endsAt?.ToUnixTimeMilliseconds() ?? 0);
        payload.CopyTo(entry.AsSpan(HeaderBytes));
        return entry;
    }

    /// <summary>Whether the entry's end is past, or it is none that this code has written.</summary>
    public static bool IsOver(ReadOnlySpan<byte> entry, DateTimeOffset now)
    {
        if (entry.Length < HeaderBytes || entry[0] != Layout)
            return true;
        var endsAt = BinaryPrimitives.ReadInt64LittleEndian(entry[1..]);
        return endsAt != 0 && endsAt <= now.ToUnixTimeMilliseconds();
    }

    public static ReadOnlySpan<byte> PayloadOf(byte[] entry) => entry.AsSpan(HeaderBytes);
}
