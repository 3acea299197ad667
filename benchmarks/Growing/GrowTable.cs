namespace SessionOrleans.Benchmarks.Growing;

/// <summary>Growth for people.</summary>
internal static class GrowTable
{
    private static readonly string[] Headings = ["over", "case", "at", "ops/s", "least", "most", "p50", "p99 us", "CPU us: client", "silos", "Redis"];

    public static string Format(IEnumerable<GrowRow> rows) => TextTable.Format(Headings, [.. rows.Select(Cells)], textColumns: 2);

    private static string[] Cells(GrowRow row) =>
    [
        row.Over, row.Case, $"{row.At:N0}", $"{row.Ops:N0}", $"{row.OpsLeast:N0}", $"{row.OpsMost:N0}", $"{row.P50Us:N0}", $"{row.P99Us:N0}",
        $"{row.ClientCpuUs:0.0}", $"{row.SiloCpuUs:0.0}", $"{row.RedisCpuUs:0.0}",
    ];
}
