namespace SessionOrleans.Storage;

/// <summary>
/// The sessions that ended and whose expiration handlers were not called yet. Whoever ends a session puts it aside in the same step
/// (<see cref="ISessionStorage"/>); silos that have handlers take it up here.
/// </summary>
/// <remarks>Thread-safe. Every method throws <see cref="SessionStorageException"/> where the storage did not answer.</remarks>
internal interface IEndedSessions
{
    /// <summary>
    /// Says that this silo has handlers, where it does, and tells whether any silo has, or had within the last day. Where none had, what
    /// still waits for one is let go of.
    /// </summary>
    ValueTask<bool> WatchAsync(bool hasHandlers);

    /// <summary>Takes some that are due, the longest due first. Nobody else takes them for the length of the claim.</summary>
    ValueTask<IReadOnlyList<EndedEntry>> TakeAsync(int limit, TimeSpan claim);

    /// <summary>The record as it was when the session ended; <see cref="SessionRecord.None"/> where it is gone.</summary>
    ValueTask<SessionRecord> ReadAsync(EndedEntry entry);

    /// <summary>Makes one due again after a pause.</summary>
    ValueTask PutOffAsync(EndedEntry entry, TimeSpan pause);

    /// <summary>It was told, or given up.</summary>
    ValueTask RemoveAsync(EndedEntry entry);
}
