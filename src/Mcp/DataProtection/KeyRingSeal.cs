using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Mcp.DataProtection;

/// <summary>
/// Seals all keys of data protection together, with a secret that is not in the store: who reads the store cannot read them, and who writes
/// it can neither add one nor take one away. Without a secret, keys are stored as they are. Thread-safe.
/// </summary>
internal sealed class KeyRingSeal
{
    private const byte Layout = 1;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    private readonly byte[][] _keys;
    private readonly byte[] _place;

    /// <param name="options">The secrets, and the prefix.</param>
    /// <param name="id">The session that the keys are in. Sealed for one, they open in no other.</param>
    public KeyRingSeal(SessionStoreOptions options, string id)
    {
        _place = Encoding.UTF8.GetBytes($"{options.Prefix}\n{id}");
        string?[] secrets = [options.KeySecret, options.KeySecret is null ? null : options.PreviousKeySecret];
        _keys = [.. secrets.OfType<string>().Select(secret => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeyBytes, info: "SessionOrleans.KeyRing.v1"u8.ToArray()))];
    }

    public bool HasSecret => _keys.Length > 0;

    public byte[] Seal(byte[] ring)
    {
        if (!HasSecret)
            return ring;
        var stored = new byte[HeaderBytes + ring.Length];
        stored[0] = Layout;
        RandomNumberGenerator.Fill(stored.AsSpan(1, NonceBytes));
        using var cipher = new AesGcm(_keys[0], TagBytes);
        cipher.Encrypt(
            stored.AsSpan(1, NonceBytes), ring, stored.AsSpan(HeaderBytes), stored.AsSpan(1 + NonceBytes, TagBytes), _place);
        return stored;
    }

    /// <exception cref="CryptographicException">It was not sealed with one of the secrets, or not for this session.</exception>
    public byte[] Open(byte[] stored)
    {
        if (!HasSecret)
            return stored.Length > 0 && stored[0] == Layout ? throw Refusal() : stored;
        if (stored.Length >= HeaderBytes && stored[0] == Layout)
        {
            foreach (var key in _keys)
            {
                if (TryOpen(key, stored) is { } ring)
                    return ring;
            }
        }

        throw Refusal();
    }

    private byte[]? TryOpen(byte[] key, byte[] stored)
    {
        var ring = new byte[stored.Length - HeaderBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(
                stored.AsSpan(1, NonceBytes), stored.AsSpan(HeaderBytes), stored.AsSpan(1 + NonceBytes, TagBytes), ring, _place);
            return ring;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static CryptographicException Refusal() => new(
        "The keys in the session store are not sealed with SessionStore:KeySecret, so none of them is used: either this host has another " +
        "secret than the one that sealed them (set PreviousKeySecret to the former one), or they were stored before there was a secret, " +
        "or by somebody who does not have it. To begin anew, delete the keys in Redis; docs/security.md says how.");
}
