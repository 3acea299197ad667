namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>
/// A case against one peer, as it is printed. Rates are operations a second, CPU is microseconds an operation. The ratio is the median of
/// the rounds' ratios; the target is the ratio to reach, null where none is set.
/// </summary>
internal sealed record CompareRow(
    string Case, string Peer, double OursOps, double PeerOps, double Ratio,
    double OursP50Us, double OursP99Us, double PeerP50Us, double PeerP99Us, double RatioLeast, double RatioMost, double? Target,
    double OursClientCpuUs, double OursSiloCpuUs, double OursRedisCpuUs,
    double PeerClientCpuUs, double PeerSiloCpuUs, double PeerRedisCpuUs,
    int Workers, int ValueBytes, int Sessions, int? Rate)
{
    public static CompareRow Of(CompareCase compared, Peer peer, Rounds ours, Rounds theirs, CompareSettings settings)
    {
        var (ratio, oursCpu, theirCpu) = (ours.RatioTo(theirs), ours.CpuEach, theirs.CpuEach);
        return new(
            compared.Name, peer.Side.ToString().ToLowerInvariant(),
            Math.Round(ours.PerSecond.Median), Math.Round(theirs.PerSecond.Median), Math.Round(ratio.Median, 3),
            Math.Round(ours.P50Us, 1), Math.Round(ours.P99Us, 1), Math.Round(theirs.P50Us, 1), Math.Round(theirs.P99Us, 1),
            Math.Round(ratio.Least, 3), Math.Round(ratio.Most, 3), peer.Target,
            oursCpu.Client, oursCpu.Silo, oursCpu.Redis, theirCpu.Client, theirCpu.Silo, theirCpu.Redis,
            settings.Workers, settings.ValueBytesOf(compared), settings.SessionsOf(compared), settings.Rate);
    }
}
