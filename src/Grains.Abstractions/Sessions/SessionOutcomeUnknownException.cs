namespace SessionOrleans;

/// <summary>
/// A write was sent and no answer came back, and reading the session again could not tell whether it was applied:
/// it was applied once or not at all, never twice. Read the session and decide.
/// </summary>
public sealed class SessionOutcomeUnknownException(string message, Exception? innerException = null)
    : SessionStoreException(message, innerException);
