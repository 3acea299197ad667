namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>A place in a drawing, or a pair of values that is to have one.</summary>
internal readonly record struct Point(double X, double Y);
