namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of one session: what came after another was later. A write that began after another call had ended has a larger version than that one
/// made or saw, and a read that did has no smaller one.
/// </summary>
internal static class VersionOrder
{
    /// <param name="operations">The session's.</param>
    /// <param name="ends">Whether the session may end by itself, so that reading nothing says nothing.</param>
    public static IEnumerable<Finding> Check(IEnumerable<Operation> operations, bool ends)
    {
        var seen = operations.Where(operation => operation.IsDone && (operation.IsWrite || operation.IsRead))
            .Where(operation => operation.Version > 0 || !ends)
            .ToList();
        var before = new LargestBefore(seen.Select(operation => (operation.End!.Value, operation.Version)));
        foreach (var operation in seen)
        {
            var least = before.At(operation.Begin);
            if (operation.IsWrite && operation.Version <= least)
                yield return new(Fault.TokenRegression, $"{operation} made a version after {least} was seen");
            else if (operation.IsRead && operation.Version < least)
                yield return new(Fault.StaleRead, $"{operation} read a version after {least} was seen");
        }
    }
}
