namespace SessionOrleans;

/// <summary>
/// What is stored of the session cannot be read: it was damaged, or a later version of the store wrote it. It is left as it is, and trying
/// again does not help. <c>ISessionStore.RemoveAsync</c> removes it.
/// </summary>
public sealed class SessionUnreadableException(string message, Exception? innerException = null)
    : SessionStoreException(message, innerException);
