using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>What grows, how far, and how long each point is measured.</summary>
internal sealed record GrowSettings(IReadOnlyList<Axis> Over, TimeSpan Each, int MostSessions)
{
    public static GrowSettings Parse(Arguments arguments) => new(
        AxisNames.Choose(arguments.Text("--over")),
        TimeSpan.FromSeconds(arguments.Number("--seconds") ?? 1),
        arguments.Number("--most-sessions", least: 1_000) ?? 100_000);
}
