namespace SessionOrleans.Handshake;

/// <summary>How a handshake ended. The listener tells the dialer by this number, so numbers are not given anew.</summary>
internal enum HandshakeOutcome : byte
{
    /// <summary>Both sides proved that they have the secret.</summary>
    Proven = 1,

    /// <summary>The listener has none of the dialer's keys.</summary>
    UnknownSecret = 2,

    /// <summary>The listener is of another prefix.</summary>
    OtherCluster = 3,

    /// <summary>The dialer meant another address than the listener has.</summary>
    OtherEndPoint = 4,

    /// <summary>A proof was wrong: the peer does not have the key that it named.</summary>
    WrongProof = 5,

    /// <summary>The peer speaks something else. Never sent.</summary>
    NoHandshake = 6,

    /// <summary>The peer speaks TLS. Never sent.</summary>
    Tls = 7,

    /// <summary>The peer took too long. Never sent.</summary>
    Silent = 8,

    /// <summary>The peer went away before it said anything, as one that only looks whether a port is open, or ends. Never sent.</summary>
    Left = 9,
}
