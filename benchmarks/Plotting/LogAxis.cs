namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>An axis on which equal steps are equal ratios.</summary>
/// <param name="Least">Where it begins; above zero.</param>
/// <param name="Most">Where it ends.</param>
/// <param name="Ticks">The values that are marked, in order.</param>
internal sealed record LogAxis(double Least, double Most, IReadOnlyList<double> Ticks)
{
    private const int MostTicks = 8;

    /// <summary>An axis with all <paramref name="values"/> on it, from one round number (1, 2 or 5 times a power of ten) to another.</summary>
    public static LogAxis Around(IReadOnlyCollection<double> values)
    {
        ThrowUnlessPositive(values);
        var (least, most) = (RoundNumbers.AtOrBelow(values.Min()), RoundNumbers.AtOrAbove(values.Max()));
        if (least == most)
            (least, most) = (RoundNumbers.AtOrBelow(least / 1.5), RoundNumbers.AtOrAbove(most * 1.5));
        var ticks = RoundNumbers.Between(least, most).ToArray();
        return new LogAxis(least, most, ticks.Length <= MostTicks ? ticks : [.. ticks.Where(RoundNumbers.IsPowerOfTen)]);
    }

    /// <summary>An axis that marks the values themselves.</summary>
    public static LogAxis Through(IReadOnlyCollection<double> values)
    {
        ThrowUnlessPositive(values);
        double[] ticks = [.. values.Distinct().Order()];
        return new LogAxis(ticks[0], ticks[^1], ticks);
    }

    /// <summary>Where a value is between <paramref name="from"/>, the axis' begin, and <paramref name="to"/>, its end; on an axis of one value, the middle.</summary>
    public double Place(double value, double from, double to) => Least == Most
        ? (from + to) / 2
        : from + ((to - from) * (Math.Log(value / Least) / Math.Log(Most / Least)));

    private static void ThrowUnlessPositive(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0 || values.Any(value => value <= 0 || !double.IsFinite(value)))
            throw new ArgumentException("A logarithmic axis wants values, all above zero.", nameof(values));
    }
}
