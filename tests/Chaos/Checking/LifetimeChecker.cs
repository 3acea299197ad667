namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of one session that is written with short times to live, and made anew after it ended: it is not served after its deadline and not gone
/// before it. A write's deadline is its time to live after some moment between its begin and its end.
/// </summary>
internal static class LifetimeChecker
{
    public static IEnumerable<Finding> Check(IReadOnlyList<Operation> operations)
    {
        var writes = operations.Where(operation => operation.Kind is OperationKind.Write && (operation.IsDone || operation.IsInDoubt))
            .OrderBy(write => write.Begin)
            .ToList();
        var byValue = writes.ToDictionary(write => write.Value!);
        foreach (var read in operations.Where(operation => operation is { Kind: OperationKind.Read, IsDone: true }))
        {
            if (read.Value is { } value)
            {
                if (byValue.GetValueOrDefault(value) is { IsDone: true } write
                    && read.Begin > write.End + write.TimeToLive + Tolerance.OfClocks)
                    yield return new(Fault.LateRead, $"{read} read {write} after its deadline");
            }
            else if (Lives(writes, read) is { } living)
            {
                yield return new(Fault.EarlyExpiration, $"{read} found nothing before the deadline of {living}");
            }
        }
    }

    /// <summary>
    /// The newest write that had ended before the read began, if its deadline was still to come when the read ended, and so was that of
    /// every write that may have come after it. Whatever came after it did so after it began.
    /// </summary>
    private static Operation? Lives(List<Operation> writes, Operation read)
    {
        var newest = writes.Where(write => write.IsDone && write.End < read.Begin).MaxBy(write => write.Version);
        if (newest is null)
            return null;
        var current =
            writes.Where(write => write.Begin < read.End && (write == newest || write.IsInDoubt || write.Version > newest.Version));
        return current.All(write => read.End < EarliestOf(write, newest) + write.TimeToLive - Tolerance.OfClocks) ? newest : null;
    }

    private static TimeSpan EarliestOf(Operation write, Operation newest) => write.Begin > newest.Begin ? write.Begin : newest.Begin;
}
