using System.Security.Cryptography;
using System.Text;

namespace SessionOrleans.Handshake;

/// <summary>What is made of a secret for one prefix: the key that proofs are computed with, and its id. Immutable.</summary>
internal sealed class ClusterKey
{
    public const int IdSize = 8;
    public const int ProofSize = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key;
    private readonly byte[] _id;

    private ClusterKey(byte[] key)
    {
        _key = key;
        _id = HMACSHA256.HashData(key, "id"u8)[..IdSize];
    }

    /// <summary>Names the key to those who have it. The key does not follow from it.</summary>
    public ReadOnlySpan<byte> Id => _id;

    /// <summary>The same secret makes another key for another prefix.</summary>
    public static ClusterKey Of(string secret, string prefix) =>
        new(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"SessionOrleans cluster {prefix}")));

    /// <summary>The proof of one side for a conversation. Sides differ, so that a proof cannot be sent back to who made it.</summary>
    public byte[] Prove(HandshakeSide side, params ReadOnlySpan<byte[]> conversation)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData([(byte)side]);
        foreach (var part in conversation)
            hash.AppendData(part);
        return hash.GetHashAndReset();
    }

    /// <summary>Whether the proof is right. Takes the same time wherever it is wrong.</summary>
    public bool Accepts(ReadOnlySpan<byte> proof, HandshakeSide side, params ReadOnlySpan<byte[]> conversation) =>
        CryptographicOperations.FixedTimeEquals(proof, Prove(side, conversation));
}
