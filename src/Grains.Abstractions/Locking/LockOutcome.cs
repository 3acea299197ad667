namespace SessionOrleans.Locking;

/// <summary>How a call about a lock ended.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.LockOutcome")]
internal enum LockOutcome : byte
{
    /// <summary>The attempt holds the lock; token, times and session come along.</summary>
    Granted,

    /// <summary>Done: renewed, released or broken.</summary>
    Done,

    /// <summary>In the queue.</summary>
    Pending,

    /// <summary>Somebody else holds it, and the attempt did not want to wait.</summary>
    Held,

    /// <summary>Not in the queue and not the holder: lease over, broken, or never there.</summary>
    Gone,

    /// <summary>The session ended.</summary>
    Ended,

    /// <summary>The queue is full.</summary>
    Busy,

    /// <summary>Storage did not answer, or what is in memory is in doubt.</summary>
    Unavailable,
}
