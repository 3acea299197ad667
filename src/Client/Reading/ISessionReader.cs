namespace SessionOrleans.Reading;

/// <summary>
/// Reads sessions. The plain reader is <see cref="Calls.GrainCalls"/>, a call to the session; the others wrap a reader and spare it work.
/// The store puts them together. Thread-safe.
/// </summary>
internal interface ISessionReader
{
    /// <summary>Reads a session, and prolongs it where it slides. Its value is null where that is of the version the caller has.</summary>
    /// <exception cref="SessionStoreException">The store cannot answer.</exception>
    ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken);
}
