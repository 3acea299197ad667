using System.Buffers.Binary;

namespace SessionOrleans.Mcp;

/// <summary>What is sealed: <c>id, expiry, content</c>. Pure.</summary>
/// <param name="Id">16 random bytes. What is used once is this.</param>
/// <param name="ExpiresAt">By the clock of the host that sealed it, to the millisecond.</param>
/// <param name="Content">A <see cref="RequestStateContent"/>; null: it is in the store.</param>
internal sealed record RequestStateEnvelope(byte[] Id, DateTimeOffset ExpiresAt, byte[]? Content)
{
    public const int IdBytes = 16;

    private const int HeaderBytes = IdBytes + sizeof(long) + 1;

    public static RequestStateEnvelope? Read(byte[] bytes)
    {
        if (bytes.Length < HeaderBytes)
            return null;
        var expires = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(IdBytes));
        return new(
            bytes[..IdBytes], DateTimeOffset.FromUnixTimeMilliseconds(expires), bytes[HeaderBytes - 1] is 1 ? bytes[HeaderBytes..] : null);
    }

    public byte[] Write()
    {
        var bytes = new byte[HeaderBytes + (Content?.Length ?? 0)];
        Id.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(IdBytes), ExpiresAt.ToUnixTimeMilliseconds());
        bytes[HeaderBytes - 1] = (byte)(Content is null ? 0 : 1);
        Content?.CopyTo(bytes, HeaderBytes);
        return bytes;
    }
}
