using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Output;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>The plots that saved results make: one file for each axis in them.</summary>
internal static class GrowthPlots
{
    /// <param name="lines">What <c>grow --json</c> wrote.</param>
    /// <returns>The name of each file, and what is in it.</returns>
    public static IEnumerable<(string Name, string Content)> Of(IEnumerable<string> lines) =>
        from row in JsonLines.Read<GrowRow>(lines)
        group row by row.Over into axis
        select ($"growth-{axis.Key}.svg", GrowthPlot.Draw(AxisNames.Parse(axis.Key), [.. axis]) + "\n");
}
