namespace SessionOrleans.Storage;

/// <summary>
/// The memory backend: storage and index of one process, with the semantics of the Redis script. The records are their own index, so
/// adding, moving and removing entries is nothing to do here. Thread-safe; nothing survives the process.
/// </summary>
internal sealed class MemoryStorage(StorageClock clock, TimeSpan? grace = null) : ISessionStorage, ISessionIndex
{
    private readonly MemoryShard[] _shards =
        [.. Enumerable.Range(0, ExpiryShards.Count).Select(_ => new MemoryShard(grace ?? StorageVersions.Grace))];

    /// <summary>What ended and waits for expiration handlers.</summary>
    public MemoryEndedSessions Ended { get; } = new(clock);

    /// <summary>Records and tombstones held, for those who measure.</summary>
    public int Records => _shards.Sum(shard => shard.Records);

    public ValueTask<SessionRecord> ReadAsync(string id) => new(ShardOf(id).Read(id, clock.Now));

    public ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry = null, EndedSessionName? endedAs = null) =>
        new(Save(ShardOf(id), id, next, expectedVersion, endedAs, clock.Now));

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry = null) =>
        SaveAsync(id, SessionRecord.None, expectedVersion);

    /// <summary>Everything here can be read.</summary>
    public ValueTask DiscardAsync(string id, long above) => default;

    public ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions)
    {
        var now = clock.Now;
        return new([.. sessions.Select(session => session.Version == 0 || (session.Deadline <= now
            && Save(_shards[shard], session.Entry.Id, SessionRecord.None, session.Version, session.EndedAs, now) is not null))]);
    }

    public ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids)
    {
        var now = clock.Now;
        return new(ids.Select(id => ShardOf(id).Read(id, now) is { IsEmpty: false } record ? record : null).ToArray());
    }

    public ValueTask AddAsync(IndexEntry entry) => ValueTask.CompletedTask;

    public ValueTask MoveAsync(IndexEntry entry, DateTimeOffset? deadline) => ValueTask.CompletedTask;

    ValueTask ISessionIndex.RemoveAsync(IndexEntry entry) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<IndexEntry>> GetDueAsync(int shard, DateTimeOffset now, int limit) =>
        new(_shards[shard].Due(now, limit));

    public ValueTask<long> CountAsync(int shard, DateTimeOffset? dueAfter = null) =>
        new(_shards[shard].Count(dueAfter ?? DateTimeOffset.MinValue));

    public ValueTask<IndexPage> ListAsync(int shard, string? cursor, int size)
    {
        var ids = _shards[shard].IdsAfter(cursor, size, static _ => true);
        return new(new IndexPage(ids, ids.Count < size ? null : ids[^1]));
    }

    public ValueTask<IndexPage> ListOwnedAsync(string owner, string? cursor, int size)
    {
        var (number, after) = OwnedCursor.Parse(cursor);
        for (; number < _shards.Length; number++, after = null)
        {
            var ids = _shards[number].IdsAfter(after, size, record => record.Owner == owner);
            if (ids.Count > 0)
                return new(new IndexPage(ids, new OwnedCursor(number, ids[^1]).ToString()));
        }

        return new(new IndexPage([], null));
    }

    private SessionRecord? Save(
        MemoryShard shard, string id, SessionRecord next, long expectedVersion, EndedSessionName? endedAs, DateTimeOffset now)
    {
        var saved = shard.Save(id, next, expectedVersion, now, out var before);
        if (saved is not null && endedAs is { } name)
            Ended.Add(name, before);
        return saved;
    }

    private MemoryShard ShardOf(string id) => _shards[ExpiryShards.Of(id)];

    /// <summary>Where a listing of an owner's sessions stands: a shard, and the last id seen in it.</summary>
    private readonly record struct OwnedCursor(int Shard, string? After)
    {
        public static OwnedCursor Parse(string? text)
        {
            if (text is null)
                return default;
            var (shard, after) = PageCursor.ShardAndRest(text, ExpiryShards.Count);
            return new(shard, after);
        }

        public override string ToString() => $"{Shard}:{After}";
    }
}
