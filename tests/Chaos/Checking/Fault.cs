namespace SessionOrleans.Chaos.Checking;

/// <summary>What must not happen.</summary>
internal enum Fault
{
    /// <summary>What was acknowledged is gone, or what was refused is there.</summary>
    Lost,

    /// <summary>Two held a lock at the same time.</summary>
    DoubleGrant,

    /// <summary>A version or a token did not grow.</summary>
    TokenRegression,

    /// <summary>A read was older than what was acknowledged or read before it began.</summary>
    StaleRead,

    /// <summary>A session was gone before its deadline.</summary>
    EarlyExpiration,

    /// <summary>A session was served after its deadline.</summary>
    LateRead,
}
