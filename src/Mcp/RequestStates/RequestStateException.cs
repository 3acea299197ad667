namespace SessionOrleans;

/// <summary>
/// The state that the call brought back is refused: it is changed, expired, used already, another user's, or of another call. These are
/// refused alike, word for word, as an error of the protocol (−32602). Nothing was done.
/// </summary>
public sealed class RequestStateException : SessionStoreException
{
    internal RequestStateException()
        : base("The requestState is not valid for this call: it expired, was used already, or belongs to another call. Call again from " +
            "the start, without requestState and inputResponses.")
    {
    }
}
