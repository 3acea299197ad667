using System.Globalization;

namespace SessionOrleans.Quotas;

/// <summary>Redis': <c>used_memory</c> of <c>maxmemory</c>. Without a <c>maxmemory</c> nothing can be said.</summary>
internal sealed class RedisMemoryGauge(RedisLink link) : IMemoryGauge
{
    public string Name => "Redis' memory (maxmemory)";

    public async ValueTask<MemoryUse?> ReadAsync()
    {
        var info = (string?)await link.AskAsync(database => database.ExecuteAsync("INFO", "memory")) ?? "";
        return Find(info, "maxmemory:") is > 0 and var most && Find(info, "used_memory:") is { } used ? new(used, most) : null;
    }

    private static long? Find(string info, string name)
    {
        foreach (var line in info.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return long.TryParse(line[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return null;
    }
}
