using SessionOrleans.Chaos.Servers;

namespace SessionOrleans.Chaos.Checking;

/// <summary>
/// Sets apart what failovers lost, by what each was seen to lose, and nothing else: an operation whose version, or whose grant's token, is
/// one of those that the promoted replica did not have. A write among them may have been read and be gone, as if it were in doubt; what a
/// read among them saw binds no later one. All others are judged as ever.
/// </summary>
internal static class FailoverLosses
{
    public static IReadOnlyList<Operation> SetApart(IReadOnlyList<Operation> operations, IReadOnlyList<Failover> failovers)
    {
        var losses = failovers.SelectMany(failover => failover.Losses.Select(loss => (Id: loss.Key, failover.At, Loss: loss.Value)))
            .ToLookup(loss => loss.Id, loss => (loss.At, loss.Loss));
        return [.. operations.Select(operation => SetApart(operation, losses[operation.Id]))];
    }

    /// <summary>How many acknowledged writes and grants were lost.</summary>
    public static int CountOf(IReadOnlyList<Operation> operations) =>
        operations.Count(operation => operation is { Outcome: OperationOutcome.LostByFailover, Kind: not OperationKind.Read });

    private static Operation SetApart(Operation operation, IEnumerable<(TimeSpan At, Loss Loss)> losses)
    {
        foreach (var (at, loss) in losses)
        {
            if (operation.IsDone && operation.Kind is not OperationKind.Release && loss.Has(NumberOf(operation)))
                return operation with { Outcome = OperationOutcome.LostByFailover };

            // A renewal has no operation of its own. Without it, the lease ends by what was saved before.
            if (operation.Kind is OperationKind.Release && operation.Token == loss.Unrenewed && operation.BelievedUntil > at)
                operation = operation with { BelievedUntil = at };
        }

        return operation;
    }

    /// <summary>The version of the save that the operation made or saw.</summary>
    private static long NumberOf(Operation operation) =>
        operation.Kind is OperationKind.Grant ? operation.Token : operation.Version;
}
