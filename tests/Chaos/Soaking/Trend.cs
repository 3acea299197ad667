namespace SessionOrleans.Chaos.Soaking;

/// <summary>What became of a number over a soak.</summary>
/// <param name="Of">Whose.</param>
/// <param name="What">Which.</param>
/// <param name="WarmedUp">What it was after the warm-up: the least of five looks.</param>
/// <param name="AtEnd">What it was at the end: the least of the last five. A leak lifts the least, too; a burst does not.</param>
internal sealed record Trend(string Of, string What, double WarmedUp, double AtEnd)
{
    private const double Allowed = 0.1;
    private const int Looks = 5;

    public double ChangePercent => WarmedUp == 0 ? 0 : Math.Round(100 * ((AtEnd / WarmedUp) - 1), 1);

    /// <summary>Whether it grew by more than a tenth. What shrinks is no leak.</summary>
    public bool IsGrowing => What != Sample.Resident && AtEnd > (1 + Allowed) * WarmedUp;

    /// <param name="looks">All samples of each look, in order.</param>
    /// <param name="warmUp">How many looks come before those that the end is compared with.</param>
    public static IReadOnlyList<Trend> Over(IReadOnlyList<IReadOnlyList<Sample>> looks, int warmUp) =>
    [
        .. looks.SelectMany((samples, look) => samples.Select(sample => (Look: look, Sample: sample)))
            .GroupBy(taken => (taken.Sample.Of, taken.Sample.What))
            .Select(taken => new Trend(
                taken.Key.Of,
                taken.Key.What,
                Least(taken.Where(each => each.Look >= warmUp).Take(Looks)),
                Least(taken.TakeLast(Looks)))),
    ];

    private static double Least(IEnumerable<(int Look, Sample Sample)> taken) =>
        taken.Select(each => each.Sample.Number).DefaultIfEmpty().Min();
}
