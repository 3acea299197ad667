namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>1, 2 and 5 times powers of ten.</summary>
internal static class RoundNumbers
{
    private static readonly double[] Leads = [1, 2, 5];

    /// <summary>The greatest that is not above <paramref name="value"/>, which is above zero.</summary>
    public static double AtOrBelow(double value) => Near(value).Last(round => round <= value * (1 + 1e-9));

    /// <summary>The least that is not below <paramref name="value"/>, which is above zero.</summary>
    public static double AtOrAbove(double value) => Near(value).First(round => round >= value * (1 - 1e-9));

    public static IEnumerable<double> Between(double least, double most)
    {
        for (var exponent = ExponentOf(least); exponent <= ExponentOf(most); exponent++)
        {
            foreach (var round in Leads.Select(lead => lead * Math.Pow(10, exponent)))
            {
                if (round >= least * (1 - 1e-9) && round <= most * (1 + 1e-9))
                    yield return round;
            }
        }
    }

    public static bool IsPowerOfTen(double value) => Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < 1e-9;

    private static IEnumerable<double> Near(double value) =>
        Between(Math.Pow(10, ExponentOf(value) - 1), Math.Pow(10, ExponentOf(value) + 2));

    private static int ExponentOf(double value) => (int)Math.Floor(Math.Log10(value) + 1e-9);
}
