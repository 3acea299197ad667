namespace SessionOrleans.Sessions;

/// <summary>How a call to a session ended.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.Outcome")]
internal enum Outcome : byte
{
    /// <summary>Done as asked.</summary>
    Done,

    /// <summary>There is no session.</summary>
    Absent,

    /// <summary>The write's condition did not hold; nothing was written.</summary>
    ConditionFailed,

    /// <summary>Somebody else holds the lock; nothing was written.</summary>
    Locked,

    /// <summary>The short lock of an update, or those who wait for one, are in the way: take a place in the queue.</summary>
    MustQueue,

    /// <summary>The write's token is not the present holder's; nothing was written.</summary>
    LockLost,

    /// <summary>The session ended while the caller held its lock or waited for it; nothing was done.</summary>
    Ended,

    /// <summary>The session has another owner; nothing was written.</summary>
    OwnerDiffers,

    /// <summary>The storage did not answer, so nothing was done. Of a call about the lock: repeat it, whatever became of it.</summary>
    Unavailable,

    /// <summary>The storage did not acknowledge the save: it was applied or not. Repeat the request to find out.</summary>
    Unknown,

    /// <summary>The attempt holds the lock; the grant comes along, and the session as it is.</summary>
    Granted,

    /// <summary>The attempt stands in the queue.</summary>
    Pending,

    /// <summary>Somebody else holds the lock, and the attempt did not want to wait.</summary>
    Held,

    /// <summary>Neither the holder nor in the queue: the lease is over, the lock was broken, or it was never there.</summary>
    Gone,

    /// <summary>As many wait for the lock as may.</summary>
    Busy,

    /// <summary>What is stored cannot be read, and nothing was done. Only a removal helps.</summary>
    Unreadable,

    /// <summary>The owner has, or wrote, as much as it may. Nothing was written.</summary>
    OverQuota,
}
