using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of a resource outside that is used under a lock, by what it saw, in its order: tokens only grew, nobody came between another's reading
/// and writing, and no element that was written is lost.
/// </summary>
internal static class OutsideChecker
{
    public static IEnumerable<Finding> Check(IReadOnlyList<OutsideEntry> entries, IReadOnlyCollection<string> elements)
    {
        var taken = entries.Where(entry => !entry.IsRefused).ToList();
        return [.. Shrunk(taken), .. Crossed(taken), .. Missing(taken, elements)];
    }

    private static IEnumerable<Finding> Shrunk(List<OutsideEntry> taken)
    {
        var largest = 0L;
        foreach (var entry in taken)
        {
            if (entry.Token < largest)
                yield return new(Fault.TokenRegression, $"{entry} was taken after {largest}");
            largest = Math.Max(largest, entry.Token);
        }
    }

    private static IEnumerable<Finding> Crossed(List<OutsideEntry> taken)
    {
        for (var i = 0; i < taken.Count; i++)
        {
            if (taken[i].IsWrite && (i == 0 || taken[i - 1] is not { IsRead: true } read || read.Token != taken[i].Token))
                yield return new(Fault.DoubleGrant, $"another came before {taken[i]} since its holder had read");
        }
    }

    private static IEnumerable<Finding> Missing(List<OutsideEntry> taken, IReadOnlyCollection<string> elements)
    {
        var written = taken.Where(entry => entry.IsWrite).Select(entry => entry.Element).ToHashSet();
        return [
            .. written.Except(elements).Select(element => new Finding(Fault.Lost, $"{element} is gone from the set outside")),
            .. elements.Except(written).Select(element => new Finding(Fault.Lost, $"{element} is in the set outside, and nobody wrote it")),
        ];
    }
}
