namespace SessionOrleans.Hosting;

/// <summary>What answers at an address, seen from below Redis' protocol.</summary>
internal enum WireAnswer
{
    /// <summary>The name leads nowhere.</summary>
    HostUnknown,

    /// <summary>The machine answered that nothing listens.</summary>
    Refused,

    /// <summary>There is no way to the machine.</summary>
    Unreachable,

    /// <summary>No connection came about in time.</summary>
    NoConnection,

    /// <summary>A connection came about, and nothing was said on it in time.</summary>
    Silent,

    /// <summary>Redis' protocol, in the clear.</summary>
    Redis,

    /// <summary>TLS.</summary>
    Tls,

    /// <summary>Something else, or a closed connection.</summary>
    Other,
}
