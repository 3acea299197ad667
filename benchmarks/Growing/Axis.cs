namespace SessionOrleans.Benchmarks.Growing;

/// <summary>What grows while all else stays.</summary>
/// <param name="Name">As it is called on the command line and in results.</param>
/// <param name="Title">As it is called in a plot.</param>
/// <param name="Of">Where on it a point is.</param>
/// <param name="Points">Its points.</param>
internal sealed record Axis(string Name, string Title, Func<GrowPoint, int> Of, IReadOnlyList<GrowPoint> Points)
{
    /// <summary>Large values are spread over fewer sessions, so that neither Redis nor the heaps are what is measured.</summary>
    private const int MostBytes = 64 << 20;

    public static Axis Workers { get; } = Over(
        "workers", "callers at once", point => point.Workers, at => GrowPoint.Usual with { Workers = at }, 1, 8, 64, 512);

    public static Axis ValueBytes { get; } = Over(
        "value-bytes", "the size of a value", point => point.ValueBytes,
        at => GrowPoint.Usual with { ValueBytes = at, Sessions = Math.Min(GrowPoint.Usual.Sessions, MostBytes / at) },
        100, 1 << 10, 16 << 10, 256 << 10);

    public static Axis Sessions { get; } = Over(
        "sessions", "the number of sessions", point => point.Sessions, at => GrowPoint.Usual with { Sessions = at },
        1_000, 10_000, 100_000, 1_000_000);

    /// <summary>Silos that carry the sessions, on the same cores.</summary>
    public static Axis Silos { get; } = Over(
        "silos", "silos on the same cores", point => point.Silos, at => GrowPoint.Usual with { Silos = at }, 1, 2, 3);

    public static IReadOnlyList<Axis> All { get; } = [Workers, ValueBytes, Sessions, Silos];

    private static Axis Over(string name, string title, Func<GrowPoint, int> of, Func<int, GrowPoint> at, params int[] places) =>
        new(name, title, of, [.. places.Select(at)]);
}
