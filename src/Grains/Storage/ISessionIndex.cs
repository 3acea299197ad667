namespace SessionOrleans.Storage;

/// <summary>
/// What the shards of the index know: which sessions there are, when each is due, and whose it is. Never the truth about a
/// session, which is its record.
/// </summary>
/// <remarks>Thread-safe. Every method throws <see cref="SessionStorageException"/> where the storage did not answer.</remarks>
internal interface ISessionIndex
{
    /// <summary>Adds a session, before its record is written, or brings its deadline forward.</summary>
    ValueTask AddAsync(IndexEntry entry);

    /// <summary>The entries of a shard that are due, the longest due first.</summary>
    ValueTask<IReadOnlyList<IndexEntry>> GetDueAsync(int shard, DateTimeOffset now, int limit);

    /// <summary>Moves an entry to a later deadline, unless it was changed since it was read.</summary>
    ValueTask MoveAsync(IndexEntry entry, DateTimeOffset? deadline);

    /// <summary>Removes an entry, unless it was changed since it was read.</summary>
    ValueTask RemoveAsync(IndexEntry entry);

    /// <summary>How many entries a shard has, or how many that are due after <paramref name="dueAfter"/>.</summary>
    ValueTask<long> CountAsync(int shard, DateTimeOffset? dueAfter = null);

    /// <summary>A page of a shard's ids; a null cursor begins, a null <see cref="IndexPage.Cursor"/> ends.</summary>
    ValueTask<IndexPage> ListAsync(int shard, string? cursor, int size);

    /// <summary>A page of an owner's ids.</summary>
    ValueTask<IndexPage> ListOwnedAsync(string owner, string? cursor, int size);
}
