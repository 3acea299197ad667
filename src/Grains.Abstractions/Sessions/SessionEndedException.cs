namespace SessionOrleans;

/// <summary>The session ended (removed or expired) while the caller waited for its lock or held it. Nothing was written.</summary>
public sealed class SessionEndedException(string message) : SessionStoreException(message);
