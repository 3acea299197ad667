namespace SessionOrleans.Benchmarks.Growing;

/// <summary>
/// Rate and latency as one thing grows and all else stays. The points of an axis are measured in turns, round by round, so that noise of
/// the machine falls on all of them.
/// </summary>
internal sealed class GrowCommand : AsyncCommand<GrowSettings>
{
    private const int RoundsEach = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Taste = TimeSpan.FromSeconds(0.2);

    private readonly Progress _progress = new();

    public override async Task<int> ExecuteAsync(CommandContext context, GrowSettings settings, CancellationToken cancellationToken)
    {
        var results = new Results(
            settings.Json, "over", "case", "at", "ops", "ops_least", "ops_most", "p50_us", "p99_us",
            "client_cpu_us", "silo_cpu_us", "redis_cpu_us");
        foreach (var axis in settings.Axes)
        {
            // What one axis left in Redis and in the heaps is not there for the next.
            await using var testbed = await Testbed.StartAsync(settings);
            foreach (var row in await RunAsync(testbed, axis, settings, cancellationToken))
                results.Add(row);
        }

        results.End();
        return 0;
    }

    private async Task<IEnumerable<GrowRow>> RunAsync(
        Testbed testbed, Axis axis, GrowSettings settings, CancellationToken cancellationToken)
    {
        var parties = new Dictionary<int, Party>();
        var measured = new List<(GrowPoint Point, Workload Load, Work Work, Rounds Rounds)>();
        foreach (var point in settings.PointsOf(axis))
        {
            var load = await PrepareAsync(testbed, parties, axis, point, cancellationToken);
            measured.AddRange(((Work[])[Work.Get, Work.Set]).Select(work => (point, load, work, new Rounds())));
        }

        var length = TimeSpan.FromSeconds(settings.Seconds) / RoundsEach;
        for (var round = 0; round <= RoundsEach; round++)
        {
            _progress.Show($"{axis.Name}: {(round == 0 ? "all once, uncounted" : $"round {round} of {RoundsEach}")}");
            // The first round still pays for what making the sessions left behind.
            foreach (var (_, load, work, rounds) in measured)
                await load.RunAsync(work, length, round == 0 ? null : rounds, cancellationToken);
        }

        return measured.Select(one => GrowRow.Of(axis, one.Point, one.Work, one.Rounds));
    }

    private async Task<Workload> PrepareAsync(
        Testbed testbed, Dictionary<int, Party> parties, Axis axis, GrowPoint point, CancellationToken cancellationToken)
    {
        var isNew = !parties.TryGetValue(point.Silos, out var party);
        if (isNew)
        {
            _progress.Show($"{axis.Name} {axis.Of(point):N0}: starts {point.Silos} silo(s)");
            var (silos, stores) = await testbed.StartClusterAsync(point.Silos, clients: 1, cancellationToken);
            parties[point.Silos] = party = new Party(new StoreSubject(stores[0]), silos);
        }

        _progress.Show($"{axis.Name} {axis.Of(point):N0}: {point.Sessions:N0} sessions are made");
        var load = new Workload(testbed, party!, new Load(point.Workers), point.ValueBytes, point.Sessions);
        await load.FillAsync(cancellationToken);
        foreach (var work in (Work[])[Work.Set, Work.Get])
            await load.RunAsync(work, isNew ? WarmUp : Taste, rounds: null, cancellationToken);
        return load;
    }
}
