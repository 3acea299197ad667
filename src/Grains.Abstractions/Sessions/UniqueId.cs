using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SessionOrleans.Sessions;

/// <summary>
/// Ids that nobody else has: of this process, at random, and a number in it. A <see cref="Guid.NewGuid"/> asks the operating system each
/// time, which takes a microsecond. Not secret: whoever has one can guess the next. Thread-safe.
/// </summary>
internal static class UniqueId
{
    private static readonly byte[] Process = RandomNumberGenerator.GetBytes(8);

    private static long _last;

    public static Guid New()
    {
        Span<byte> id = stackalloc byte[16];
        Process.CopyTo(id);
        BinaryPrimitives.WriteInt64BigEndian(id[8..], Interlocked.Increment(ref _last));
        return new(id, bigEndian: true);
    }
}
