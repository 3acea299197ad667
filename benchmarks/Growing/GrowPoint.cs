namespace SessionOrleans.Benchmarks.Growing;

/// <summary>Under what a rate is measured.</summary>
internal sealed record GrowPoint(int Workers, int ValueBytes, int Sessions, int Silos)
{
    /// <summary>Where the other axes stand while one grows.</summary>
    public static GrowPoint Usual { get; } = new(Workers: 64, ValueBytes: 1_024, Sessions: 10_000, Silos: 1);
}
