namespace SessionOrleans.Storage;

/// <summary>The storage did not answer, or answered with trouble: nothing is known of what was asked.</summary>
internal sealed class SessionStorageException(string message, Exception? innerException = null) : Exception(message, innerException);
