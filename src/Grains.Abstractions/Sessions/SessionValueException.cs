namespace SessionOrleans;

/// <summary>What the session holds cannot be read as the type asked for. The stored value is untouched.</summary>
public sealed class SessionValueException(string message, Exception? innerException = null)
    : SessionStoreException(message, innerException);
