using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Cluster.Tests;

/// <summary>
/// Judges a run of the lock workload by what the resource outside saw, in its order: nobody's reading and writing was crossed by another
/// holder, tokens only grew, and no element that was written is lost.
/// </summary>
public static class WorkloadChecker
{
    public static IReadOnlyList<string> Check(IReadOnlyList<OutsideEntry> entries, IReadOnlyCollection<string> elements) =>
        [.. Shrunk(entries), .. Overlapped(entries), .. Lost(entries, elements)];

    private static IEnumerable<string> Shrunk(IReadOnlyList<OutsideEntry> entries)
    {
        var largest = 0L;
        foreach (var entry in entries.Where(entry => !entry.IsRefused))
        {
            if (entry.Token < largest)
                yield return $"shrunk: {entry} was taken after {largest}";
            largest = Math.Max(largest, entry.Token);
        }
    }

    private static IEnumerable<string> Overlapped(IReadOnlyList<OutsideEntry> entries)
    {
        var taken = entries.Where(entry => !entry.IsRefused).ToList();
        for (var i = 0; i < taken.Count; i++)
        {
            if (taken[i].IsWrite && (i == 0 || taken[i - 1] is not { IsRead: true } read || read.Token != taken[i].Token))
                yield return $"overlapped: another came before {taken[i]} since its holder had read";
        }
    }

    private static IEnumerable<string> Lost(IReadOnlyList<OutsideEntry> entries, IReadOnlyCollection<string> elements)
    {
        var written = entries.Where(entry => entry.IsWrite).Select(entry => entry.Element).ToHashSet();
        return [
            .. written.Except(elements).Select(element => $"lost: {element}"),
            .. elements.Except(written).Select(element => $"from nowhere: {element}"),
        ];
    }
}
