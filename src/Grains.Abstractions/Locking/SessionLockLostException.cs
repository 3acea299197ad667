namespace SessionOrleans;

/// <summary>
/// The lock that the write carried is no longer the session's: its lease ended, it was broken, or the session ended. Nothing was
/// written. Take the lock again and start from the value it brings.
/// </summary>
public sealed class SessionLockLostException(string message) : SessionStoreException(message);
