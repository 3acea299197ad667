using System.Collections.Concurrent;

namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>Where a server without a store keeps what it has to remember: a singleton.</summary>
public sealed class InMemoryCounters
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>Begins to count.</summary>
    public void Add(string key) => _counts[key] = 0;

    /// <summary>Whether it counts this.</summary>
    public bool Has(string key) => _counts.ContainsKey(key);

    /// <summary>One more.</summary>
    public int Next(string key) => _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
}
