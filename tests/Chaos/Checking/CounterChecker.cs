using System.Globalization;

namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of one counter: at the end it is what was acknowledged, and above that at most what is in doubt; so it is at every read, for what had
/// ended before it and had begun by then. No two additions made the same number.
/// </summary>
internal static class CounterChecker
{
    public static IEnumerable<Finding> Check(IReadOnlyList<Operation> operations)
    {
        var adds = operations.Where(operation => operation.Kind is OperationKind.Add).ToList();
        var acknowledged = adds.Where(add => add.IsDone).ToList();
        var reads = operations.Where(operation => operation is { Kind: OperationKind.Read, IsDone: true }).ToList();
        return [.. Repeated(acknowledged), .. Off(adds, reads), .. Missing(acknowledged.Count, reads)];
    }

    private static IEnumerable<Finding> Repeated(IEnumerable<Operation> acknowledged) =>
        acknowledged.GroupBy(NumberOf).SelectMany(made => made.Skip(1)).Select(
            add => new Finding(Fault.Lost, $"{add} made a number that another made"));

    private static IEnumerable<Finding> Off(List<Operation> adds, List<Operation> reads)
    {
        TimeSpan[] ended = [.. adds.Where(add => add.IsDone).Select(add => add.End!.Value).Order()];
        TimeSpan[] begun = [.. adds.Where(add => add.IsDone || add.IsInDoubt).Select(add => add.Begin).Order()];
        foreach (var read in reads)
        {
            var number = NumberOf(read);
            var least = CountBefore(ended, read.Begin);
            var most = CountBefore(begun, read.End!.Value);
            if (number < least)
                yield return new(Fault.StaleRead, $"{read} read less than {least}");
            if (number > most)
                yield return new(Fault.Lost, $"{read} read more than {most}: something was added twice");
        }
    }

    private static IEnumerable<Finding> Missing(int acknowledged, List<Operation> reads)
    {
        var finals = reads.Where(read => read.IsFinal).ToList();
        var found = finals.Count == 0 ? 0 : finals.Min(NumberOf);
        for (var number = found; number < acknowledged; number++)
            yield return new(Fault.Lost, $"{acknowledged} were acknowledged, and the counter ended at {found}");
    }

    private static long NumberOf(Operation operation) => long.Parse(operation.Value ?? "0", CultureInfo.InvariantCulture);

    private static int CountBefore(TimeSpan[] ordered, TimeSpan moment)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ordered[middle] < moment)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
