using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>A case against one peer, as it is printed. Rates are operations a second, CPU is microseconds an operation.</summary>
internal sealed record CompareRow
{
    public required string Case { get; init; }

    public required string Peer { get; init; }

    public required double OursOps { get; init; }

    public required double PeerOps { get; init; }

    /// <summary>The median of the rounds' ratios.</summary>
    public required double Ratio { get; init; }

    public required double OursP50Us { get; init; }

    public required double OursP99Us { get; init; }

    public required double PeerP50Us { get; init; }

    public required double PeerP99Us { get; init; }

    public required double RatioLeast { get; init; }

    public required double RatioMost { get; init; }

    /// <summary>The ratio to reach; null: none is set.</summary>
    public double? Target { get; init; }

    public required double OursClientCpuUs { get; init; }

    public required double OursSiloCpuUs { get; init; }

    public required double OursRedisCpuUs { get; init; }

    public required double PeerClientCpuUs { get; init; }

    public required double PeerSiloCpuUs { get; init; }

    public required double PeerRedisCpuUs { get; init; }

    public required int Workers { get; init; }

    public required int ValueBytes { get; init; }

    public required int Sessions { get; init; }

    public int? Rate { get; init; }

    public static CompareRow Of(CompareCase compared, Peer peer, SideResult ours, SideResult theirs, CompareSettings settings)
    {
        var ratio = ours.RatioTo(theirs);
        return new()
        {
            Case = compared.Name,
            Peer = NameOf(peer.Side),
            OursOps = Math.Round(ours.PerSecond.Median),
            PeerOps = Math.Round(theirs.PerSecond.Median),
            Ratio = Math.Round(ratio.Median, 3),
            OursP50Us = Math.Round(ours.P50.TotalMicroseconds, 1),
            OursP99Us = Math.Round(ours.P99.TotalMicroseconds, 1),
            PeerP50Us = Math.Round(theirs.P50.TotalMicroseconds, 1),
            PeerP99Us = Math.Round(theirs.P99.TotalMicroseconds, 1),
            RatioLeast = Math.Round(ratio.Least, 3),
            RatioMost = Math.Round(ratio.Most, 3),
            Target = peer.Target,
            OursClientCpuUs = Math.Round(ours.ClientCpu, 2),
            OursSiloCpuUs = Math.Round(ours.SiloCpu, 2),
            OursRedisCpuUs = Math.Round(ours.RedisCpu, 2),
            PeerClientCpuUs = Math.Round(theirs.ClientCpu, 2),
            PeerSiloCpuUs = Math.Round(theirs.SiloCpu, 2),
            PeerRedisCpuUs = Math.Round(theirs.RedisCpu, 2),
            Workers = settings.Load.Workers,
            ValueBytes = settings.ValueBytesOf(compared),
            Sessions = settings.SessionsOf(compared),
            Rate = settings.Load.Rate,
        };
    }

    private static string NameOf(Side side) => side.ToString().ToLowerInvariant();
}
