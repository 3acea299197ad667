using SessionOrleans.Benchmarks.Comparing;
using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>One kind of work at one point, as it is printed. Rates are operations a second, CPU is microseconds an operation.</summary>
internal sealed record GrowRow
{
    /// <summary>The axis.</summary>
    public required string Over { get; init; }

    /// <summary>Where on the axis.</summary>
    public required int At { get; init; }

    public required string Case { get; init; }

    /// <summary>The median of the rounds.</summary>
    public required double Ops { get; init; }

    public required double OpsLeast { get; init; }

    public required double OpsMost { get; init; }

    public required double P50Us { get; init; }

    public required double P99Us { get; init; }

    public required double ClientCpuUs { get; init; }

    /// <summary>Of all silos together.</summary>
    public required double SiloCpuUs { get; init; }

    public required double RedisCpuUs { get; init; }

    public required int Workers { get; init; }

    public required int ValueBytes { get; init; }

    public required int Sessions { get; init; }

    public required int Silos { get; init; }

    public static GrowRow Of(Axis axis, GrowPoint point, Work work, SideResult result) => new()
    {
        Over = AxisNames.Of(axis),
        At = point.On(axis),
        Case = work.ToString().ToLowerInvariant(),
        Ops = Math.Round(result.PerSecond.Median),
        OpsLeast = Math.Round(result.PerSecond.Least),
        OpsMost = Math.Round(result.PerSecond.Most),
        P50Us = Math.Round(result.P50.TotalMicroseconds, 1),
        P99Us = Math.Round(result.P99.TotalMicroseconds, 1),
        ClientCpuUs = Math.Round(result.ClientCpu, 2),
        SiloCpuUs = Math.Round(result.SiloCpu, 2),
        RedisCpuUs = Math.Round(result.RedisCpu, 2),
        Workers = point.Workers,
        ValueBytes = point.ValueBytes,
        Sessions = point.Sessions,
        Silos = point.Silos,
    };
}
