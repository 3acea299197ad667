using SessionOrleans.Harness.Outside;
using StackExchange.Redis;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>What the resource outside has seen, and the set it keeps.</summary>
public sealed class OutsideView(IDatabase redis, string name)
{
    public async Task<IReadOnlyList<OutsideEntry>> EntriesAsync() =>
        [.. (await redis.ListRangeAsync(OutsideSet.EntriesOf(name))).Select(entry => OutsideEntry.Parse(entry.ToString()))];

    public async Task<string[]> ElementsAsync() =>
        (await redis.HashGetAsync(OutsideSet.KeyOf(name), "set")).ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
}
