namespace SessionOrleans.Sessions;

/// <summary>How a call to a session ended.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.SessionOutcome")]
internal enum SessionOutcome : byte
{
    /// <summary>Done as asked.</summary>
    Done,

    /// <summary>There is no session.</summary>
    Absent,

    /// <summary>The write's condition did not hold; nothing was written.</summary>
    ConditionFailed,

    /// <summary>Somebody else's lock; nothing was written.</summary>
    Locked,

    /// <summary>The short lock of an update, or those who wait for one, are in the way: take a place in the queue.</summary>
    MustQueue,

    /// <summary>The token is not the present holder's.</summary>
    LockLost,

    /// <summary>The session ended while the writer held its lock; nothing was written.</summary>
    Ended,

    /// <summary>The session has another owner; nothing was written.</summary>
    OwnerDiffers,

    /// <summary>Storage did not answer, so nothing was done.</summary>
    Unavailable,

    /// <summary>Storage did not acknowledge the save: it was applied or not. Repeat the request to find out.</summary>
    Unknown,
}
