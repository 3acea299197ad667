namespace SessionOrleans.Chaos.Soaking;

/// <summary>What became of a number over a soak.</summary>
/// <param name="Of">Whose.</param>
/// <param name="What">Which.</param>
/// <param name="WarmedUp">What it was after the warm-up: the median of three looks.</param>
/// <param name="AtEnd">What it was at the end: the median of the last three.</param>
internal sealed record Trend(string Of, string What, double WarmedUp, double AtEnd)
{
    private const double Allowed = 0.1;
    private const int Looks = 3;

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
                Median(taken.Where(each => each.Look >= warmUp).Take(Looks).Select(each => each.Sample.Number)),
                Median(taken.TakeLast(Looks).Select(each => each.Sample.Number)))),
    ];

    private static double Median(IEnumerable<double> numbers) =>
        numbers.Order().ToList() is { Count: > 0 } ordered ? ordered[ordered.Count / 2] : 0;
}
