namespace SessionOrleans.Locking;

/// <summary>How a lock ends without being released.</summary>
internal enum LockLoss
{
    /// <summary>Its lease was over, or nobody claimed it.</summary>
    Lapsed,

    /// <summary>An operator took it away.</summary>
    Broken,

    /// <summary>The session ended.</summary>
    Ended,
}
