namespace SessionOrleans;

/// <summary>The store refused to take on more work for now, such as a waiter beyond the thousand that one lock allows. Nothing was
/// done.</summary>
public sealed class SessionStoreBusyException : SessionStoreException
{
    /// <summary>Makes one with a message that names the limit.</summary>
    public SessionStoreBusyException(string message, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = TimeSpan.FromSeconds(1);
}
