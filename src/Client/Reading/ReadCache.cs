using System.Collections.Concurrent;

namespace SessionOrleans.Reading;

/// <summary>
/// Values this client has seen, by version. A read says which version it has and gets the value only if there is another; an update starts
/// from what is cached, and its condition shows whether that was the newest. So no value is ever served without asking. Thread-safe;
/// bounded: what was not used for as long as it takes to fill half of it anew is forgotten.
/// </summary>
internal sealed class ReadCache
{
    /// <summary>How much is kept at most, in bytes of values and ids.</summary>
    public const long Limit = 32 << 20;

    /// <summary>What an entry costs beside its bytes.</summary>
    private const int Overhead = 256;

    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, SessionSnapshot> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, SessionSnapshot> _old = new(StringComparer.Ordinal);
    private long _youngBytes;

    /// <summary>A session as it was last seen, with its value.</summary>
    public SessionSnapshot? Find(string id)
    {
        if (_young.TryGetValue(id, out var seen))
            return seen;
        if (_old.TryGetValue(id, out seen))
            Keep(id, seen);
        return seen;
    }

    public void Keep(string id, SessionSnapshot seen)
    {
        if (_young.TryGetValue(id, out var known))
        {
            if (known.Version < seen.Version && _young.TryUpdate(id, seen, known))
                Count(seen.Value!.Length - known.Value!.Length);
        }
        else if (_young.TryAdd(id, seen))
        {
            Count(seen.Value!.Length + (2 * id.Length) + Overhead);
        }
    }

    private void Count(long bytes)
    {
        if (Interlocked.Add(ref _youngBytes, bytes) <= Limit / 2)
            return;
        lock (_turning)
        {
            if (_youngBytes <= Limit / 2)
                return;
            _old = _young;
            _young = new(StringComparer.Ordinal);
            _youngBytes = 0;
        }
    }
}
