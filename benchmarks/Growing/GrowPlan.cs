namespace SessionOrleans.Benchmarks.Growing;

/// <summary>The points of each axis.</summary>
internal static class GrowPlan
{
    /// <summary>Large values are spread over fewer sessions, so that neither Redis nor the heaps are what is measured.</summary>
    private const int MostBytes = 64 << 20;

    /// <param name="axis">What grows.</param>
    /// <param name="mostSessions">Points with more sessions are left out.</param>
    public static IReadOnlyList<GrowPoint> PointsOf(Axis axis, int mostSessions) => axis switch
    {
        Axis.Workers => [.. new[] { 1, 8, 64, 512 }.Select(at => GrowPoint.Usual with { Workers = at })],
        Axis.ValueBytes => [.. new[] { 100, 1 << 10, 16 << 10, 256 << 10 }.Select(OfSize)],
        Axis.Sessions => [.. new[] { 1_000, 10_000, 100_000, 1_000_000 }.Where(at => at <= mostSessions).Select(at => GrowPoint.Usual with { Sessions = at })],
        _ => [.. new[] { 1, 2, 3 }.Select(at => GrowPoint.Usual with { Silos = at })],
    };

    private static GrowPoint OfSize(int valueBytes) =>
        GrowPoint.Usual with { ValueBytes = valueBytes, Sessions = Math.Min(GrowPoint.Usual.Sessions, MostBytes / valueBytes) };
}
