namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>CPU time of the three parties, in microseconds.</summary>
/// <param name="Client">This process, with its silo where that is embedded.</param>
/// <param name="Silo">The silos' processes.</param>
/// <param name="Redis">redis-server.</param>
internal readonly record struct CpuTimes(double Client, double Silo, double Redis)
{
    public static CpuTimes operator +(CpuTimes one, CpuTimes other) =>
        new(one.Client + other.Client, one.Silo + other.Silo, one.Redis + other.Redis);

    public static CpuTimes operator -(CpuTimes one, CpuTimes other) =>
        new(one.Client - other.Client, one.Silo - other.Silo, one.Redis - other.Redis);

    /// <summary>What each of so many operations took.</summary>
    public static CpuTimes operator /(CpuTimes all, long operations) =>
        new(Math.Round(all.Client / operations, 2), Math.Round(all.Silo / operations, 2), Math.Round(all.Redis / operations, 2));
}
