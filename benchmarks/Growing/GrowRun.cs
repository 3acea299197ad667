using SessionOrleans.Benchmarks.Comparing;
using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>Measures the points of one axis in turns, round by round, so that noise of the machine falls on all of them.</summary>
internal sealed class GrowRun(Testbed testbed, Axis axis, GrowSettings settings, Progress progress)
{
    private const int Rounds = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Taste = TimeSpan.FromSeconds(0.2);

    private readonly Dictionary<int, StoreCluster> _clusters = [];

    public async Task<IReadOnlyList<GrowRow>> RunAsync(CancellationToken cancellationToken)
    {
        var loads = new List<(GrowPoint Point, GrowLoad Load)>();
        foreach (var point in GrowPlan.PointsOf(axis, settings.MostSessions))
            loads.Add((point, await PrepareAsync(point, cancellationToken)));

        var measured = loads.SelectMany(_ => new[] { Work.Get, Work.Set }, (load, work) => (load.Point, load.Load, Work: work, Rounds: new List<Measurement>())).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            progress.Show($"{AxisNames.Of(axis)}: {(round == 0 ? "all once, uncounted" : $"round {round} of {Rounds}")}");
            foreach (var (_, load, work, rounds) in measured)
            {
                var measurement = await load.MeasureAsync(work, settings.Each / Rounds, cancellationToken);
                // The first round still pays for what making the sessions left behind.
                if (round > 0)
                    rounds.Add(measurement);
            }
        }

        return [.. measured.Select(one => GrowRow.Of(axis, one.Point, one.Work, new SideResult(one.Rounds)))];
    }

    private async Task<GrowLoad> PrepareAsync(GrowPoint point, CancellationToken cancellationToken)
    {
        var isNew = !_clusters.TryGetValue(point.Silos, out var cluster);
        if (isNew)
        {
            progress.Show($"{AxisNames.Of(axis)} {point.On(axis):N0}: starts {point.Silos} silo(s)");
            _clusters[point.Silos] = cluster = await testbed.StartClusterAsync(point.Silos, cancellationToken);
        }

        var load = new GrowLoad(testbed, cluster!, point);
        progress.Show($"{AxisNames.Of(axis)} {point.On(axis):N0}: {point.Sessions:N0} sessions are made");
        await load.FillAsync(cancellationToken);
        foreach (var work in new[] { Work.Set, Work.Get })
            await load.MeasureAsync(work, isNew ? WarmUp : Taste, cancellationToken);
        return load;
    }
}
