namespace SessionOrleans.Handshake;

/// <summary>Why a peer was refused, and what to do.</summary>
internal static class HandshakeReasons
{
    private const string Same =
        "All silos and clients of a prefix need the same SessionStoreOptions.ClusterSecret; or none of them has one, and all name the " +
        "same Redis, which keeps a secret for them.";

    /// <summary>Of one that came.</summary>
    public static string OfDialer(HandshakeOutcome outcome) => outcome switch
    {
        HandshakeOutcome.NoHandshake => $"it did not prove that it belongs. Where it is one of yours: {Same}",
        HandshakeOutcome.Silent => $"it said too little within {ClusterHandshake.Patience.TotalSeconds:0} seconds.",
        _ => Of(outcome),
    };

    /// <summary>Of one that was called.</summary>
    public static string OfListener(HandshakeOutcome outcome) => outcome switch
    {
        HandshakeOutcome.NoHandshake or HandshakeOutcome.Left =>
            "it does not prove that it belongs: it ends, or is another program, or has SessionStoreOptions.Tls or " +
            $"AllowUnauthenticatedCluster. {Same}",
        HandshakeOutcome.Silent => $"it said nothing within {ClusterHandshake.Patience.TotalSeconds:0} seconds.",
        _ => Of(outcome),
    };

    private static string Of(HandshakeOutcome outcome) => outcome switch
    {
        HandshakeOutcome.UnknownSecret => $"it has another secret. {Same}",
        HandshakeOutcome.OtherCluster => "it is of another SessionStoreOptions.Prefix.",
        HandshakeOutcome.OtherEndPoint =>
            "the address that was dialled is not the silo's own. Address translation between silos and clients is not supported.",
        HandshakeOutcome.Tls => "it speaks TLS. Either all silos and clients have SessionStoreOptions.Tls, or none has.",
        _ => "its proof is wrong: it does not have the secret.",
    };
}
