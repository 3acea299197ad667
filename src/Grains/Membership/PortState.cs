namespace SessionOrleans.Membership;

/// <summary>What a port answers.</summary>
internal enum PortState
{
    /// <summary>Somebody listens. A paused process does, too.</summary>
    Accepted,

    /// <summary>The machine is there, and nobody listens.</summary>
    Refused,

    /// <summary>Nothing came back in time, or there is no way there.</summary>
    Silent,
}
