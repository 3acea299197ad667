using System.Diagnostics.CodeAnalysis;

namespace SessionOrleans.Storage;

/// <summary>
/// A part of the memory backend: records by id, and their deadlines in order. A record that nobody took away goes by itself a grace after
/// its deadline, as Redis would do it; a tombstone after a minute. Thread-safe.
/// </summary>
internal sealed class MemoryShard(TimeSpan grace, MemoryOwners owners)
{
    private static readonly IComparer<(DateTimeOffset Deadline, string Id)> ByDeadline =
        Comparer<(DateTimeOffset Deadline, string Id)>.Create(static (one, other) =>
            one.Deadline.CompareTo(other.Deadline) is var order and not 0 ? order : string.CompareOrdinal(one.Id, other.Id));

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly SortedSet<(DateTimeOffset Deadline, string Id)> _deadlines = new(ByDeadline);
    private int _sessions;

    /// <summary>How many sessions are due after <paramref name="dueAfter"/>.</summary>
    public int Count(DateTimeOffset dueAfter)
    {
        lock (_gate)
        {
            var due = _deadlines.TakeWhile(entry => entry.Deadline <= dueAfter);
            return _sessions - due.Count(entry => _entries[entry.Id].Record.Value is not null);
        }
    }

    /// <summary>Records and tombstones, for those who measure.</summary>
    public int Records
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    public SessionRecord Read(string id, DateTimeOffset now)
    {
        lock (_gate)
            return TryFind(id, now, out var entry) ? entry.Record : SessionRecord.None;
    }

    /// <summary>
    /// Compare, stamp and write, in one step; a record with nothing in it becomes a tombstone. <paramref name="stored"/> was there before.
    /// </summary>
    public SessionRecord? Save(string id, SessionRecord next, long expectedVersion, DateTimeOffset now, out SessionRecord stored)
    {
        lock (_gate)
        {
            Purge(now);
            stored = TryFind(id, now, out var entry) ? entry.Record : SessionRecord.None;
            if (stored.Version != expectedVersion)
                return null;
            var saved = next.Saved(StorageVersions.Next(Math.Max(stored.Version, next.Version), now));
            Put(id, stored, saved, saved.IsEmpty ? now + StorageVersions.TombstoneLife : saved.Deadline);
            return saved;
        }
    }

    public List<IndexEntry> Due(DateTimeOffset now, int limit)
    {
        lock (_gate)
        {
            Purge(now);
            var due = new List<IndexEntry>();
            foreach (var (deadline, id) in _deadlines)
            {
                if (deadline > now || due.Count == limit)
                    break;
                if (_entries[id].Record is { Value: not null } record)
                    due.Add(new(id, record.Owner, deadline));
            }

            return due;
        }
    }

    /// <summary>Ids of sessions after <paramref name="after"/>, in order.</summary>
    public List<string> IdsAfter(string? after, int limit)
    {
        lock (_gate)
        {
            return [.. _entries
                .Where(pair => pair.Value.Record.Value is not null && string.CompareOrdinal(pair.Key, after) > 0)
                .Select(pair => pair.Key)
                .Order(StringComparer.Ordinal)
                .Take(limit)];
        }
    }

    private bool TryFind(string id, DateTimeOffset now, [NotNullWhen(true)] out Entry? entry) =>
        _entries.TryGetValue(id, out entry) && !(GoneAt(entry) <= now);

    private void Put(string id, SessionRecord before, SessionRecord after, DateTimeOffset? deadline)
    {
        if (_entries.TryGetValue(id, out var old) && old.Deadline is { } oldDeadline)
            _deadlines.Remove((oldDeadline, id));
        if (deadline is { } newDeadline)
            _deadlines.Add((newDeadline, id));
        _entries[id] = new(after, deadline);
        _sessions += (after.Value is null ? 0 : 1) - (before.Value is null ? 0 : 1);
        owners.Change(id, OwnerOf(before), OwnerOf(after));
    }

    private void Purge(DateTimeOffset now)
    {
        List<string>? gone = null;
        foreach (var (deadline, id) in _deadlines)
        {
            if (deadline > now)
                break;
            if (GoneAt(_entries[id]) <= now)
                (gone ??= []).Add(id);
        }

        foreach (var id in gone ?? [])
        {
            _entries.Remove(id, out var entry);
            _deadlines.Remove((entry!.Deadline!.Value, id));
            _sessions -= entry.Record.Value is null ? 0 : 1;
            owners.Change(id, OwnerOf(entry.Record), after: null);
        }

        if (_entries.Capacity > 1_024 && _entries.Count < _entries.Capacity / 4)
            _entries.TrimExcess();
    }

    private static string? OwnerOf(SessionRecord record) => record.Value is null ? null : record.Owner;

    private DateTimeOffset? GoneAt(Entry entry) => entry.Record.IsEmpty ? entry.Deadline : entry.Deadline + grace;

    private sealed record Entry(SessionRecord Record, DateTimeOffset? Deadline);
}
