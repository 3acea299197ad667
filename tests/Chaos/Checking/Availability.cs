namespace SessionOrleans.Chaos.Checking;

/// <summary>How long a session was not served: from the begin of the first call that failed or was slow until one succeeded, for one
/// caller.</summary>
internal static class Availability
{
    /// <param name="operations">Those of callers that nothing was done to.</param>
    public static (TimeSpan Longest, string? Of) Longest(IEnumerable<Operation> operations) => operations
        // Waiting for a lock that others hold is no outage; reads of the same session tell whether it is served.
        .Where(operation => operation.End is not null && operation.Kind is not OperationKind.Grant)
        .GroupBy(operation => (operation.Process, operation.Id))
        .Select(calls => (Longest: LongestOf(calls.OrderBy(call => call.Begin)), Of: calls.Key.ToString()))
        .DefaultIfEmpty()
        .MaxBy(found => found.Longest);

    private static TimeSpan LongestOf(IEnumerable<Operation> calls)
    {
        var longest = TimeSpan.Zero;
        TimeSpan? since = null;
        foreach (var call in calls)
        {
            since ??= call.Begin;
            var lasted = call.End!.Value - since.Value;
            longest = lasted > longest ? lasted : longest;
            since = call.HasFailed ? since : null;
        }

        return longest;
    }
}
