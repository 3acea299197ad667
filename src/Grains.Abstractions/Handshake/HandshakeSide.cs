namespace SessionOrleans.Handshake;

/// <summary>The two sides of a connection.</summary>
internal enum HandshakeSide : byte
{
    /// <summary>The one that opened the connection: a client, or a silo that calls another.</summary>
    Dialer = 1,

    /// <summary>The silo that took it.</summary>
    Listener = 2,
}
