namespace SessionOrleans;

/// <summary>
/// What the store reports as a fault. Messages of this family name no session, no value and no secret: they are fit
/// to be shown to the caller of a tool.
/// </summary>
public class SessionStoreException : Exception
{
    /// <summary>Makes one with a message fit to be shown to a tool's caller.</summary>
    public SessionStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>When trying again makes sense, counted from now; null where trying again will not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
