namespace SessionOrleans;

/// <summary>
/// An answer does not fit the question that the tool asked: another type, out of bounds, none of the choices, or a field is missing.
/// Nothing was done, and the state was not used: the caller may send an answer that fits.
/// </summary>
public sealed class RequestAnswerException : SessionStoreException
{
    internal RequestAnswerException(string key, string mismatch)
        : base($"The answer to '{key}' does not fit its question: {mismatch}. Nothing was done. Ask again, and call with an answer that " +
            "fits and the same requestState.")
    {
    }
}
