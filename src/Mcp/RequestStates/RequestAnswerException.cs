namespace SessionOrleans;

/// <summary>
/// An answer does not fit the question that the tool asked: another type, out of bounds, none of the choices, or a field is missing.
/// Nothing was done, and the state was not used: the caller may send an answer that fits.
/// </summary>
public sealed class RequestAnswerException : SessionStoreException
{
    internal RequestAnswerException(string key, string mismatch)
        : base($"{Sentence(key, mismatch)} Nothing was done. Ask again, and call with an answer that fits and the same requestState.") =>
        Mismatch = Sentence(key, mismatch);

    /// <summary>What does not fit, without what to do about it.</summary>
    internal string Mismatch { get; }

    private static string Sentence(string key, string mismatch) => $"The answer to '{key}' does not fit its question: {mismatch}.";
}
