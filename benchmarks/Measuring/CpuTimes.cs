namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>CPU time of the three parties.</summary>
/// <param name="Client">This process, with its silo where that is embedded.</param>
/// <param name="Silo">The silo's process.</param>
/// <param name="Redis">redis-server.</param>
internal readonly record struct CpuTimes(TimeSpan Client, TimeSpan Silo, TimeSpan Redis)
{
    public static CpuTimes operator +(CpuTimes one, CpuTimes other) =>
        new(one.Client + other.Client, one.Silo + other.Silo, one.Redis + other.Redis);

    public static CpuTimes operator -(CpuTimes one, CpuTimes other) =>
        new(one.Client - other.Client, one.Silo - other.Silo, one.Redis - other.Redis);
}
