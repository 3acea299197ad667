namespace SessionOrleans.Chaos.Faults;

/// <summary>Which fault comes next, to whom, and for how long: an endless list that the seed decides alone.</summary>
internal static class FaultPlan
{
    private const int KillsAMinute = 6;

    /// <summary>What about a minute holds beside kills: one long fault, or some short ones.</summary>
    private static readonly FaultKind[][] Others = [[FaultKind.Pause], [FaultKind.Cut, FaultKind.Redis]];

    public static IEnumerable<PlannedFault> From(int seed, int silos)
    {
        // It has to be the same for the same seed, and is no secret.
#pragma warning disable CA5394
        var random = new Random(seed);
        while (true)
        {
            FaultKind[] kinds = [.. Enumerable.Repeat(FaultKind.Kill, KillsAMinute), .. Others[random.Next(Others.Length)]];
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
