namespace SessionOrleans;

/// <summary>
/// The store could not be reached, or could not reach its storage, so nothing can be said about the session: it is neither
/// absent nor changed. Reads may be repeated as they are.
/// </summary>
public sealed class SessionStoreUnavailableException : SessionStoreException
{
    /// <summary>Makes one with a message that says what did not answer.</summary>
    public SessionStoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = TimeSpan.FromSeconds(1);
}
