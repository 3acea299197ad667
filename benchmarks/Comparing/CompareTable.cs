namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>The comparison for people.</summary>
internal static class CompareTable
{
    private static readonly string[] Headings =
    [
        "case", "peer", "ours/s", "peer/s", "ratio", "least", "most", "reach", "ours p50", "p99", "peer p50", "p99 us", "ours CPU", "peer CPU us",
    ];

    public static string Format(IReadOnlyList<CompareRow> rows) => TextTable.Format(Headings, [.. rows.Select(Cells)], textColumns: 2);

    private static string[] Cells(CompareRow row) =>
    [
        row.Case, row.Peer, $"{row.OursOps:N0}", $"{row.PeerOps:N0}", $"{row.Ratio:0.00}", $"{row.RatioLeast:0.00}", $"{row.RatioMost:0.00}",
        row.Target is { } target ? $"{target:0.00}{(row.Ratio < target ? " no" : "   ")}" : "",
        $"{row.OursP50Us:N0}", $"{row.OursP99Us:N0}", $"{row.PeerP50Us:N0}", $"{row.PeerP99Us:N0}",
        Cpu(row.OursClientCpuUs, row.OursSiloCpuUs, row.OursRedisCpuUs), Cpu(row.PeerClientCpuUs, row.PeerSiloCpuUs, row.PeerRedisCpuUs),
    ];

    /// <summary>Client, silo, Redis.</summary>
    private static string Cpu(double client, double silo, double redis) => $"{client:0.0}+{silo:0.0}+{redis:0.0}";
}
