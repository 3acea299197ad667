using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>How a comparison is run.</summary>
internal sealed record CompareSettings(RoundPlan Rounds, Load Load, int ValueBytes, int Sessions)
{
    /// <summary>Large values are spread over fewer sessions, so that neither Redis nor the heaps are what is measured.</summary>
    private const int MostBytes = 12 << 20;

    private static readonly TimeSpan UsualRound = TimeSpan.FromMilliseconds(600);

    public static CompareSettings Parse(Arguments arguments) => new(
        RoundPlan.Of(TimeSpan.FromSeconds(arguments.Number("--seconds") ?? 3), UsualRound),
        new Load(arguments.Number("--workers") ?? 64, (arguments.Number("--rate") ?? 0) is > 0 and var rate ? rate : null),
        arguments.Number("--value-bytes", least: sizeof(long)) ?? 1_024,
        arguments.Number("--sessions") ?? 10_000);

    public int ValueBytesOf(CompareCase compared) => compared.ValueBytes ?? ValueBytes;

    public int SessionsOf(CompareCase compared) => Math.Max(Load.Workers, Math.Min(Sessions, MostBytes / ValueBytesOf(compared)));
}
