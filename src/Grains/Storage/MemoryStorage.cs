namespace SessionOrleans.Storage;

/// <summary>
/// The memory backend: storage and index of one process, with the semantics of the Redis script. The records are their own index, so
/// adding, moving and removing entries is nothing to do here. Thread-safe; nothing survives the process.
/// </summary>
internal sealed class MemoryStorage : ISessionStorage, ISessionIndex
{
    private readonly StorageClock _clock;
    private readonly MemoryOwners _owners = new();
    private readonly MemoryShard[] _shards;

    public MemoryStorage(StorageClock clock, TimeSpan? grace = null)
    {
        _clock = clock;
        _shards = [.. Enumerable.Range(0, ExpiryShards.Count).Select(_ => new MemoryShard(grace ?? StorageVersions.Grace, _owners))];
        Ended = new(clock);
    }

    /// <summary>What ended and waits for expiration handlers.</summary>
    public MemoryEndedSessions Ended { get; }

    /// <summary>Records and tombstones held, for those who measure.</summary>
    public int Records => _shards.Sum(shard => shard.Records);

    public ValueTask<SessionRecord> ReadAsync(string id) => new(ShardOf(id).Read(id, _clock.Now));

    public ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry = null, EndedSessionName? endedAs = null) =>
        new(Save(ShardOf(id), id, next, expectedVersion, endedAs, _clock.Now));

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry = null) =>
        SaveAsync(id, SessionRecord.None, expectedVersion);

    /// <summary>Everything here can be read.</summary>
    public ValueTask DiscardAsync(string id, long above) => default;

    public ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions)
    {
        var now = _clock.Now;
        return new([.. sessions.Select(session => session.Version == 0 || (session.Deadline <= now
            && Save(_shards[shard], session.Entry.Id, SessionRecord.None, session.Version, session.EndedAs, now) is not null))]);
    }

    public ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids)
    {
        var now = _clock.Now;
        return new(ids.Select(id => ShardOf(id).Read(id, now) is { IsEmpty: false } record ? record : null).ToArray());
    }

    public ValueTask<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<string> ids)
    {
        var now = _clock.Now;
        return new(ids.Select(id => ShardOf(id).Read(id, now).Value?.LongLength ?? 0).ToArray());
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
        var ids = _shards[shard].IdsAfter(cursor, size);
        return new(new IndexPage(ids, ids.Count < size ? null : ids[^1]));
    }

    public ValueTask<IndexPage> ListOwnedAsync(string owner, string? cursor, int size)
    {
        var after = cursor is null ? null : PageCursor.ShardAndRest(cursor, shards: 1).After;
        var ids = _owners.IdsAfter(owner, after, size);
        return new(new IndexPage(ids, ids.Count < size ? null : $"0:{ids[^1]}"));
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
}
