namespace SessionOrleans.Chaos.Faults;

/// <summary>Which fault comes next, to whom, and for how long: an endless list that the seed decides alone.</summary>
internal static class FaultPlan
{
    private const int KillsAMinute = 6;

    /// <summary>What about a minute holds beside kills: one long fault, or some short ones.</summary>
    private static readonly FaultKind[][] Others = [[FaultKind.Pause], [FaultKind.Cut, FaultKind.Redis]];

    /// <param name="seed">Decides all.</param>
    /// <param name="silos">How many there are.</param>
    /// <param name="hasReplicas">Whether a replica takes a killed Redis' place: then half of the kills are of Redis.</param>
    /// <param name="sparesFirst">Whether the first silo is never killed: the second is instead.</param>
    public static IEnumerable<PlannedFault> From(int seed, int silos, bool hasReplicas = false, bool sparesFirst = false)
    {
        // It has to be the same for the same seed, and is no secret.
#pragma warning disable CA5394
        var random = new Random(seed);
        while (true)
        {
            var ofRedis = hasReplicas ? KillsAMinute / 2 : 0;
            FaultKind[] kinds =
            [
                .. Enumerable.Repeat(FaultKind.Redis, ofRedis), .. Enumerable.Repeat(FaultKind.Kill, KillsAMinute - ofRedis),
                .. Others[random.Next(Others.Length)],
            ];
            random.Shuffle(kinds);
            foreach (var kind in kinds)
                yield return new(
                    kind,
                    Math.Max(random.Next(silos), sparesFirst && kind is FaultKind.Kill ? 1 : 0),
                    Between(LengthOf(kind), random.NextDouble()));
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
