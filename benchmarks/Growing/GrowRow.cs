namespace SessionOrleans.Benchmarks.Growing;

/// <summary>One kind of work at one point, as it is printed. Rates are operations a second, CPU is microseconds an operation.</summary>
/// <param name="Over">The axis.</param>
/// <param name="At">Where on the axis.</param>
/// <param name="Ops">The median of the rounds.</param>
/// <param name="SiloCpuUs">Of all silos together.</param>
internal sealed record GrowRow(
    string Over, int At, string Case, double Ops, double OpsLeast, double OpsMost, double P50Us, double P99Us,
    double ClientCpuUs, double SiloCpuUs, double RedisCpuUs, int Workers, int ValueBytes, int Sessions, int Silos)
{
    public static GrowRow Of(Axis axis, GrowPoint point, Work work, Rounds rounds)
    {
        var (rate, cpu) = (rounds.PerSecond, rounds.CpuEach);
        return new(
            axis.Name, axis.Of(point), work.ToString().ToLowerInvariant(),
            Math.Round(rate.Median), Math.Round(rate.Least), Math.Round(rate.Most),
            Math.Round(rounds.P50Us, 1), Math.Round(rounds.P99Us, 1), cpu.Client, cpu.Silo, cpu.Redis,
            point.Workers, point.ValueBytes, point.Sessions, point.Silos);
    }
}
