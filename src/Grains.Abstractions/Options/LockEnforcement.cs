namespace SessionOrleans;

/// <summary>What a lock means to those who write without it.</summary>
public enum LockEnforcement
{
    /// <summary>While a session is locked, a write that does not carry the lock's fencing token is refused.</summary>
    Strict,

    /// <summary>Locks bind only those who take them; any write goes through. A stale token is refused all the same.</summary>
    Advisory,
}
