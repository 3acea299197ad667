namespace SessionOrleans;

/// <summary>
/// Another holds the session's lock, and this call did not carry its token. Nothing was written. Inside one's own lock, write
/// through it: <c>held.SetAsync</c>, <c>held.UpdateAsync</c>, or <c>SessionWriteOptions.Lock</c>.
/// </summary>
public sealed class SessionLockedException(string message) : SessionStoreException(message);
