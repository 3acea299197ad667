namespace SessionOrleans;

/// <summary>
/// The handle opens nothing: it is unknown, its session ended or expired, or it is of another kind. These are refused alike, word for
/// word, so that a handle cannot be told from a guess. Nothing was written.
/// </summary>
public sealed class SessionHandleException : SessionStoreException
{
    internal SessionHandleException(string kind)
        : base($"Unknown or expired {kind} handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.")
    {
    }
}
