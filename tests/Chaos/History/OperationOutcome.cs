namespace SessionOrleans.Chaos.History;

/// <summary>What its caller was told.</summary>
internal enum OperationOutcome
{
    /// <summary>Nothing yet, or, where its process was killed, nothing ever: it was carried out or not.</summary>
    Begun,

    Done,

    /// <summary>It was not carried out, as the rules have it: a condition that did not hold, a lock that others held.</summary>
    Refused,

    /// <summary>It was not carried out: the store did not answer.</summary>
    Unavailable,

    /// <summary>It was carried out or not, or will be.</summary>
    Unknown,

    /// <summary>It was carried out, and a failover of Redis lost it, or what it read.</summary>
    LostByFailover,
}
