namespace SessionOrleans.Storage;

/// <summary>The storage did not answer, or answered with trouble.</summary>
internal sealed class SessionStorageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>
    /// True: whatever was asked for, no session was changed, nor will be. False: whether it was is seen when the session is read again, and
    /// will not change any more.
    /// </summary>
    public bool NothingSaved { get; init; }

    /// <summary>Why the storage refuses, and what to do about it, for whoever called; null: it does not answer, or did not say
    /// why.</summary>
    public string? Reason { get; init; }

    /// <summary>True: the storage answered, and what it has is no record that this version can read. Trying again does not help.</summary>
    public bool IsUnreadable { get; init; }
}
