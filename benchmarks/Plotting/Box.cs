namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>A rectangle of a drawing, where y grows downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom);
