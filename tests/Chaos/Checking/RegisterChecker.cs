namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of one session that is written as a whole: what is read was written, every acknowledged write is there at the end or was overwritten by
/// a later one, and a write on a condition overwrote what it says.
/// </summary>
internal static class RegisterChecker
{
    public static IEnumerable<Finding> Check(IReadOnlyList<Operation> operations, bool ends = false) =>
        [.. Invented(operations), .. Overlooked(operations), .. ends ? [] : Gone(operations)];

    private static IEnumerable<Finding> Invented(IReadOnlyList<Operation> operations)
    {
        var writes = operations.Where(operation => operation.IsWrite).ToDictionary(write => write.Value!);
        var seenAs = new Dictionary<string, long>();
        foreach (var read in operations.Where(operation => operation is { IsRead: true, IsDone: true, Value: not null }))
        {
            if (!writes.TryGetValue(read.Value!, out var write) || write.Begin > read.End)
                yield return new(Fault.Lost, $"{read} read what nobody had written");
            else if (!write.IsDone && !write.IsInDoubt)
                yield return new(Fault.Lost, $"{read} read what was refused");
            else if (write.IsDone && write.Version != read.Version)
                yield return new(Fault.Lost, $"{read} read at another version than {write.Version}, which made it");
            else if (!seenAs.TryAdd(read.Value!, read.Version) && seenAs[read.Value!] != read.Version)
                yield return new(Fault.Lost, $"{read} read what was written twice, at {seenAs[read.Value!]} too");
        }
    }

    private static IEnumerable<Finding> Overlooked(IReadOnlyList<Operation> operations)
    {
        var acknowledged =
            operations.Where(operation => operation is { IsWrite: true, IsDone: true }).OrderBy(write => write.Version).ToList();
        for (var i = 1; i < acknowledged.Count; i++)
        {
            for (var j = i - 1; j >= 0 && acknowledged[i].Expected != 0 && acknowledged[j].Version > acknowledged[i].Expected; j--)
                yield return new(Fault.Lost, $"{acknowledged[i]} overwrote {acknowledged[j].Version} unseen");
        }
    }

    private static IEnumerable<Finding> Gone(IReadOnlyList<Operation> operations)
    {
        var acknowledged = operations.Where(operation => operation is { IsWrite: true, IsDone: true }).ToList();
        var finals = operations.Where(operation => operation is { IsFinal: true, IsDone: true }).ToList();
        if (finals.Count == 0)
            return acknowledged.Select(write => new Finding(Fault.Lost, $"{write} cannot be read at the end"));
        var found = finals.Min(read => read.Version);
        return acknowledged.Where(write => write.Version > found)
            .Select(write => new Finding(Fault.Lost, $"{write} is gone: at the end {found} was read"));
    }
}
