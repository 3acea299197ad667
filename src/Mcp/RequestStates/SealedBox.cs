using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Mcp;

/// <summary>
/// AES-256-GCM in base64url: <c>format, key id, salt, tag, ciphertext</c>. Each box has a key of its own, derived with the salt (HKDF-SHA256), so
/// that no nonce can repeat however many boxes there are. The context is authenticated and does not travel. Pure.
/// </summary>
internal static class SealedBox
{
    private const byte Format = 1;
    private const int KeyIdBytes = sizeof(ulong);
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + KeyIdBytes + SaltBytes;

    /// <summary>Twice what may travel. What is longer was not sealed here and is not worth decoding.</summary>
    private const int MaxTextLength = 2 * 65_536;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("SessionOrleans.RequestState.v1");

    public static string Seal(SealingKey key, ReadOnlySpan<byte> state, ReadOnlySpan<byte> context)
    {
        var box = new byte[HeaderBytes + TagBytes + state.Length];
        box[0] = Format;
        BinaryPrimitives.WriteUInt64BigEndian(box.AsSpan(1), key.Id);
        RandomNumberGenerator.Fill(box.AsSpan(1 + KeyIdBytes, SaltBytes));
        using var cipher = Cipher(key, box);
        cipher.Encrypt(new byte[12], state, box.AsSpan(HeaderBytes + TagBytes), box.AsSpan(HeaderBytes, TagBytes), Authenticated(box, context));
        return Base64Url.EncodeToString(box);
    }

    /// <summary>The bytes of a box, and the id of its key; null for what cannot be one.</summary>
    public static (byte[] Box, ulong KeyId)? Parse(string text)
    {
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text, out var length) || length < HeaderBytes + TagBytes)
            return null;
        var box = Base64Url.DecodeFromChars(text);
        return box[0] == Format ? (box, BinaryPrimitives.ReadUInt64BigEndian(box.AsSpan(1))) : null;
    }

    /// <summary>What is in a box; null when it was not sealed with this key and context, or was changed.</summary>
    public static byte[]? Open(SealingKey key, byte[] box, ReadOnlySpan<byte> context)
    {
        var state = new byte[box.Length - HeaderBytes - TagBytes];
        using var cipher = Cipher(key, box);
        try
        {
            cipher.Decrypt(new byte[12], box.AsSpan(HeaderBytes + TagBytes), box.AsSpan(HeaderBytes, TagBytes), state, Authenticated(box, context));
            return state;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(SealingKey key, byte[] box)
    {
        Span<byte> own = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, own, box.AsSpan(1 + KeyIdBytes, SaltBytes), Purpose);
        return new(own, TagBytes);
    }

    private static byte[] Authenticated(byte[] box, ReadOnlySpan<byte> context) => [.. box.AsSpan(0, HeaderBytes), .. context];
}
