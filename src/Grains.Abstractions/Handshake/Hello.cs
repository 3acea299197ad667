using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Handshake;

/// <summary>
/// What a dialer says first: the mark of the handshake, the prefix's hash, the address that it dialled, random bytes, and the ids of its
/// keys. Always of one size.
/// </summary>
internal static class Hello
{
    /// <summary>The keys that a process may have: the one in use, and the one before it.</summary>
    public const int MaxKeys = 2;

    private const int ClusterSize = 8;
    private const int AddressSize = 16;
    private const int EndPointSize = AddressSize + sizeof(ushort);
    private const int ClusterAt = 8;
    private const int EndPointAt = ClusterAt + ClusterSize;
    private const int NonceAt = EndPointAt + EndPointSize;
    private const int IdsAt = NonceAt + Answer.NonceSize;
    public const int Size = IdsAt + (MaxKeys * ClusterKey.IdSize);

    /// <summary>Begins it. Orleans takes the first four bytes for a length that is far beyond its limit, and closes.</summary>
    public static ReadOnlySpan<byte> Mark => "SOhello1"u8;

    public static byte[] ClusterOf(string prefix) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"SessionOrleans prefix {prefix}"))[..ClusterSize];

    public static byte[] Write(byte[] cluster, EndPoint? dialled, IReadOnlyList<ClusterKey> keys)
    {
        var hello = new byte[Size];
        Mark.CopyTo(hello);
        cluster.CopyTo(hello, ClusterAt);
        BytesOf(dialled).CopyTo(hello, EndPointAt);
        RandomNumberGenerator.Fill(hello.AsSpan(NonceAt, Answer.NonceSize));
        for (var key = 0; key < Math.Min(keys.Count, MaxKeys); key++)
            keys[key].Id.CopyTo(hello.AsSpan(IdsAt + (key * ClusterKey.IdSize)));
        return hello;
    }

    public static bool IsOf(byte[] cluster, byte[] hello) => hello.AsSpan(ClusterAt, ClusterSize).SequenceEqual(cluster);

    public static bool IsFor(EndPoint? here, byte[] hello) => hello.AsSpan(EndPointAt, EndPointSize).SequenceEqual(BytesOf(here));

    /// <summary>The first key of the dialer that the listener has, and which of the dialer's it is; null where there is none.</summary>
    public static (ClusterKey Key, byte Slot)? Find(IReadOnlyList<ClusterKey> keys, byte[] hello)
    {
        for (byte slot = 0; slot < MaxKeys; slot++)
        {
            foreach (var key in keys)
            {
                if (key.Id.SequenceEqual(hello.AsSpan(IdsAt + (slot * ClusterKey.IdSize), ClusterKey.IdSize)))
                    return (key, slot);
            }
        }

        return null;
    }

    private static byte[] BytesOf(EndPoint? endPoint) => endPoint is IPEndPoint { Address: var address, Port: var port }
        ? [.. address.MapToIPv6().GetAddressBytes(), (byte)(port >> 8), (byte)port]
        : new byte[EndPointSize];
}
