using System.Security.Cryptography;

namespace SessionOrleans.Handshake;

/// <summary>
/// What the listener answers: the outcome so far, which of the dialer's keys it took, random bytes of its own, and its proof. Always of one
/// size. Where it refuses, the rest is zero.
/// </summary>
internal static class Answer
{
    public const int NonceSize = 32;
    private const int NonceAt = 2;
    private const int ProofAt = NonceAt + NonceSize;
    public const int Size = ProofAt + ClusterKey.ProofSize;

    public static byte[] Refuse(HandshakeOutcome outcome)
    {
        var answer = new byte[Size];
        answer[0] = (byte)outcome;
        return answer;
    }

    public static byte[] Accept(ClusterKey key, byte slot, byte[] hello)
    {
        var answer = Refuse(HandshakeOutcome.Proven);
        answer[1] = slot;
        RandomNumberGenerator.Fill(answer.AsSpan(NonceAt, NonceSize));
        key.Prove(HandshakeSide.Listener, hello, answer[..ProofAt]).CopyTo(answer, ProofAt);
        return answer;
    }

    /// <summary>What a listener may answer; null where it is something else.</summary>
    public static HandshakeOutcome? OutcomeOf(byte[] answer) =>
        (HandshakeOutcome)answer[0] is var outcome and >= HandshakeOutcome.Proven and <= HandshakeOutcome.OtherEndPoint ? outcome : null;

    /// <summary>The dialer's key that the listener took and proved to have; null where it did not.</summary>
    public static ClusterKey? ProvenKey(byte[] answer, byte[] hello, IReadOnlyList<ClusterKey> keys) =>
        answer[1] < keys.Count && keys[answer[1]] is var key
            && key.Accepts(answer.AsSpan(ProofAt), HandshakeSide.Listener, hello, answer[..ProofAt])
            ? key
            : null;
}
