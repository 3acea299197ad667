namespace SessionOrleans.Locking;

/// <summary>How a lock stopped being held.</summary>
internal enum LockEnd
{
    /// <summary>It is held.</summary>
    None,

    /// <summary>Its holder gave it back.</summary>
    Released,

    /// <summary>No renewal succeeded for a lease.</summary>
    LeaseOver,

    /// <summary>It was held for as long as its holder allowed.</summary>
    MaxHoldOver,

    /// <summary>The store says that it is somebody else's or nobody's: it was broken, or its lease ended there.</summary>
    Gone,

    /// <summary>The session was removed or expired.</summary>
    SessionEnded,

    /// <summary>Its handle was not disposed, and was collected.</summary>
    HandleCollected,
}
