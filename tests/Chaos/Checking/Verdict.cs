using SessionOrleans.Chaos.Workloads;

namespace SessionOrleans.Chaos.Checking;

/// <summary>All checkers over all that was done.</summary>
internal static class Verdict
{
    public static IReadOnlyList<Finding> Check(IReadOnlyList<Operation> operations) =>
        [.. operations.GroupBy(operation => operation.Id).SelectMany(session => Of(session.Key, [.. session]))];

    private static IEnumerable<Finding> Of(string id, IReadOnlyList<Operation> operations) => SessionIds.KindOf(id) switch
    {
        SessionKind.Counter => [.. VersionOrder.Check(operations, ends: false), .. CounterChecker.Check(operations)],
        SessionKind.Brief =>
            [.. VersionOrder.Check(operations, ends: true), .. RegisterChecker.Check(operations, ends: true),
                .. LifetimeChecker.Check(operations)],
        SessionKind.Lock =>
            [.. VersionOrder.Check(operations, ends: false), .. RegisterChecker.Check(operations), .. LockChecker.Check(operations)],
        _ => [.. VersionOrder.Check(operations, ends: false), .. RegisterChecker.Check(operations)],
    };
}
