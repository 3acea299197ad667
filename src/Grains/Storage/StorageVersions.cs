using System.Buffers.Binary;

namespace SessionOrleans.Storage;

/// <summary>What every backend does alike: how versions grow, and how long things outlive their end.</summary>
internal static class StorageVersions
{
    /// <summary>How long a tombstone keeps the version of what was removed.</summary>
    public static readonly TimeSpan TombstoneLife = TimeSpan.FromMinutes(1);

    /// <summary>How long a record outlives its deadline before the backend itself takes it away. Nobody serves it meanwhile.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>The version after <paramref name="previous"/>: the backend's microseconds, or one more where those stand still.</summary>
    public static long Next(long previous, DateTimeOffset now) =>
        Math.Max(previous + 1, Microseconds(now));

    /// <summary>A version as it is stored; empty where there is none.</summary>
    public static byte[] Stamp(long version)
    {
        if (version == 0)
            return [];
        var stamp = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(stamp, version);
        return stamp;
    }

    /// <summary>An instant as versions count it: microseconds since 1970.</summary>
    public static long Microseconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
