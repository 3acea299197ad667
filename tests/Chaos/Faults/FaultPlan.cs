namespace SessionOrleans.Chaos.Faults;

/// <summary>Which fault comes next, to whom, and for how long: an endless list that the seed decides alone.</summary>
internal static class FaultPlan
{
    /// <summary>What about a minute holds.</summary>
    private static readonly FaultKind[] Bag =
        [FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Pause, FaultKind.Cut, FaultKind.Redis];

    public static IEnumerable<PlannedFault> From(int seed, int silos)
    {
        // It has to be the same for the same seed, and is no secret.
#pragma warning disable CA5394
        var random = new Random(seed);
        while (true)
        {
            var kinds = (FaultKind[])Bag.Clone();
            random.Shuffle(kinds);
            foreach (var kind in kinds)
                yield return new(kind, random.Next(silos), Between(LengthOf(kind), random.NextDouble()));
        }
#pragma warning restore CA5394
    }

    private static TimeSpan Between((double Least, double Most) seconds, double share) =>
        TimeSpan.FromSeconds(seconds.Least + (share * (seconds.Most - seconds.Least)));

    private static (double Least, double Most) LengthOf(FaultKind kind) => kind switch
    {
        FaultKind.Kill => (0, 1),
        FaultKind.Pause => (14, 16),
        FaultKind.Cut => (3, 9),
        _ => (0, 2),
    };
}
