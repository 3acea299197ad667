namespace SessionOrleans.Locking;

/// <summary>What becomes of an attempt to take a lock.</summary>
internal enum LockVerdict
{
    /// <summary>It is the holder.</summary>
    Holds,

    /// <summary>The lock is free and it is its turn: save the grant.</summary>
    Grant,

    /// <summary>It stands in line.</summary>
    Waits,

    /// <summary>Somebody holds the lock, and it did not want to wait.</summary>
    Held,

    /// <summary>As many wait as may.</summary>
    Full,

    /// <summary>The session ended while it waited.</summary>
    Ended,
}
