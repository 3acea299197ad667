namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Values that belong together, from left to right.</summary>
/// <param name="Look">The class of its elements.</param>
/// <param name="Points">What is measured (y) at what (x).</param>
/// <param name="Ranges">The least and the most of each point, where they are shown.</param>
internal sealed record Line(string Look, IReadOnlyList<Point> Points, IReadOnlyList<(double Least, double Most)>? Ranges = null);
