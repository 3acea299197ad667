namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Of one lock: tokens grow from grant to grant, and nobody is granted it, or writes under an older grant, while another surely holds it. A
/// holder surely does for a lease from its grant, and for as long as it counted itself as one while it ran on time, unless it began to let
/// go.
/// </summary>
internal static class LockChecker
{
    public static IEnumerable<Finding> Check(IReadOnlyList<Operation> operations)
    {
        var grants =
            operations.Where(operation => operation is { Kind: OperationKind.Grant, IsDone: true }).OrderBy(grant => grant.Token).ToList();
        return [.. Shrunk(grants), .. Twice(grants, operations), .. Written(grants, operations)];
    }

    private static IEnumerable<Finding> Shrunk(List<Operation> grants)
    {
        var before = new LargestBefore(grants.Select(grant => (grant.End!.Value, grant.Token)));
        return grants.Where(grant => grant.Token <= before.At(grant.Begin))
            .Select(grant => new Finding(Fault.TokenRegression, $"{grant} was granted after {before.At(grant.Begin)}"));
    }

    private static IEnumerable<Finding> Twice(List<Operation> grants, IReadOnlyList<Operation> operations)
    {
        var releases = operations.Where(operation => operation.Kind is OperationKind.Release).ToLookup(release => release.Token);
        for (var i = 1; i < grants.Count; i++)
        {
            var (earlier, later) = (grants[i - 1], grants[i]);
            if (earlier.Token == later.Token)
                yield return new(Fault.DoubleGrant, $"{earlier} and {later} have one token");
            else if (earlier.Begin < later.End && later.End < HeldUntil(earlier, releases[earlier.Token].FirstOrDefault()))
                yield return new(Fault.DoubleGrant, $"{later} was granted while {earlier} held it");
        }
    }

    private static IEnumerable<Finding> Written(List<Operation> grants, IReadOnlyList<Operation> operations)
    {
        var before = new LargestBefore(grants.Select(grant => (grant.End!.Value, grant.Token)));
        return operations.Where(operation => operation is { Kind: OperationKind.FencedWrite, IsDone: true })
            .Where(write => write.Token < before.At(write.Begin))
            .Select(write => new Finding(Fault.DoubleGrant, $"{write} was taken after {before.At(write.Begin)} had been granted"));
    }

    private static TimeSpan HeldUntil(Operation grant, Operation? release)
    {
        var granted = grant.Since - Tolerance.OfClocks is { } since && since > grant.Begin ? since : grant.Begin;
        var until = granted + grant.Lease!.Value - Tolerance.OfClocks;
        if (release?.BelievedUntil - Tolerance.OfClocks is { } believed && believed > until)
            until = believed;

        // What it was told is lost, it has let go of: a grant may come so late that little of its lease is left.
        if (release?.LostAt - Tolerance.OfClocks < until)
            until = release!.LostAt!.Value - Tolerance.OfClocks;
        return release?.Begin < until ? release.Begin : until;
    }
}
