namespace SessionOrleans.Storage;

/// <summary>
/// Where sessions rest: one record an id, written by compare-and-set, gone by itself a grace after its deadline.
/// </summary>
/// <remarks>
/// Thread-safe. Every method throws <see cref="SessionStorageException"/> where the storage did not answer. The storage assigns versions:
/// <c>max(previous + 1, microseconds of its clock)</c>, over removals too, which leave a tombstone for a minute; and above the version that
/// the record to be carries, so that a save can stand for several.
/// </remarks>
internal interface ISessionStorage
{
    /// <summary>Reads a record; <see cref="SessionRecord.None"/>, with the tombstone's version if there is one, where there is
    /// none.</summary>
    /// <exception cref="SessionStorageException">Also where what is stored is no record: it is unreadable then.</exception>
    ValueTask<SessionRecord> ReadAsync(string id);

    /// <summary>
    /// Writes <paramref name="next"/> if the stored version still is <paramref name="expectedVersion"/> (0: nothing stored), and returns it
    /// with its version; null when the version differs, or when the save took so long to arrive that others may have decided meanwhile.
    /// Nothing was saved then: decide again on what is stored. An <paramref name="entry"/> is added to the index in the same step, or moved
    /// to its deadline. Where the stored record is of a session that has ended, it is put aside as <paramref name="endedAs"/>, too.
    /// </summary>
    ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry = null, EndedSessionName? endedAs = null);

    /// <summary>
    /// Replaces the record by a tombstone if its version still is <paramref name="expectedVersion"/>; null when it differs. An
    /// <paramref name="entry"/> leaves the index in the same step, whatever its deadline.
    /// </summary>
    ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry = null);

    /// <summary>
    /// Replaces what cannot be read by a tombstone, whose version is above <paramref name="above"/>, and takes its entries out of the
    /// index.
    /// </summary>
    ValueTask DiscardAsync(string id, long above);

    /// <summary>
    /// Ends sessions of one shard: a record that still has the version that was judged, and whose deadline is over by the storage's own
    /// clock, becomes a tombstone, and its entry goes unless it was changed. Those that expiration handlers are to hear of are put aside in
    /// the same step. Says of each, in their order, whether it ended.
    /// </summary>
    ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions);

    /// <summary>Writes something that is no session and is soon gone: whether the storage takes writes now.</summary>
    ValueTask CheckWritesAsync() => default;

    /// <summary>
    /// Reads many records without their values, for which any non-null value may stand; null for what is not there, and
    /// <see cref="SessionRecord.Unreadable"/> for what is no record. In the order asked for.
    /// </summary>
    ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids);

    /// <summary>How many bytes each takes as it is stored, with a hundred or so beside its value or without; 0 for what is not there. In
    /// the order asked for.</summary>
    ValueTask<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<string> ids);
}
