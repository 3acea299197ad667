using System.Collections.Concurrent;

namespace SessionOrleans.Storage;

/// <summary>Whose sessions are where on the memory backend: the ids of each owner, in order. Thread-safe.</summary>
internal sealed class MemoryOwners
{
    private readonly ConcurrentDictionary<string, SortedSet<string>> _ids = new(StringComparer.Ordinal);

    /// <summary>A session came, went, or is another's now.</summary>
    public void Change(string id, string? before, string? after)
    {
        if (before == after)
            return;
        if (before is not null)
            Remove(id, before);
        if (after is not null)
            Add(id, after);
    }

    /// <summary>The owner's ids after one, in order.</summary>
    public List<string> IdsAfter(string owner, string? after, int limit)
    {
        if (!_ids.TryGetValue(owner, out var ids))
            return [];
        lock (ids)
        {
            // From the one after it: no id is shorter that is greater.
            var rest = ids.Count == 0 || string.CompareOrdinal(after, ids.Max) >= 0 ? [] :
                after is null ? ids : ids.GetViewBetween(after + '\0', ids.Max);
            return [.. rest.Take(limit)];
        }
    }

    private void Add(string id, string owner)
    {
        while (true)
        {
            var ids = _ids.GetOrAdd(owner, static _ => new(StringComparer.Ordinal));
            lock (ids)
            {
                // An empty set may be on its way out.
                if (_ids.TryGetValue(owner, out var present) && present == ids)
                {
                    ids.Add(id);
                    return;
                }
            }
        }
    }

    private void Remove(string id, string owner)
    {
        if (!_ids.TryGetValue(owner, out var ids))
            return;
        lock (ids)
        {
            ids.Remove(id);
            if (ids.Count == 0)
                _ids.TryRemove(new(owner, ids));
        }
    }
}
