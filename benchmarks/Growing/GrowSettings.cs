using Spectre.Console;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>What grows, how far, and how long each point is measured.</summary>
internal sealed class GrowSettings : MeasureSettings
{
    [CommandOption("--over <LIST>"), Description("Of workers,value-bytes,sessions,silos; all of them if it is not given.")]
    public string? Over { get; init; }
    [CommandOption("--seconds <N>"), Description("Measured per point and kind of work, in rounds."), DefaultValue(1), AtLeast(1)]
    public int Seconds { get; init; }
    [CommandOption("--most-sessions <N>"), Description("How far sessions grow, tenfold from 1000."), DefaultValue(100_000), AtLeast(1_000)]
    public int MostSessions { get; init; }

    public IReadOnlyList<Axis> Axes => NameList.Choose(Over, Axis.All, axis => axis.Name);

    public IEnumerable<GrowPoint> PointsOf(Axis axis) =>
        axis == Axis.Sessions ? axis.Points.Where(point => point.Sessions <= MostSessions) : axis.Points;

    public override ValidationResult Validate() => Backend is SessionBackend.Memory && Axes.Contains(Axis.Silos)
        ? ValidationResult.Error("On memory there is one silo: leave silos out with --over workers,value-bytes,sessions.")
        : NameList.Check("--over", Over, Axis.All.Select(axis => axis.Name));
}
