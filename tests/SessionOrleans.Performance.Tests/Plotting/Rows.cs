using SessionOrleans.Benchmarks.Growing;

namespace SessionOrleans.Performance.Tests.Plotting;

/// <summary>Results as a run would give them.</summary>
internal static class Rows
{
    public static GrowRow Of(Axis axis, int at, string kind, double ops, double p50, double p99) => new()
    {
        Over = AxisNames.Of(axis), At = at, Case = kind, Ops = ops, OpsLeast = ops * 0.9, OpsMost = ops * 1.1, P50Us = p50, P99Us = p99,
        ClientCpuUs = 5, SiloCpuUs = 5, RedisCpuUs = 5, Workers = 64, ValueBytes = 1_024, Sessions = 10_000, Silos = 1,
    };
}
