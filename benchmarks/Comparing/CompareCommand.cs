namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>Each kind of work against its peers: everybody warms up, then the sides take turns, round by round.</summary>
internal sealed class CompareCommand : AsyncCommand<CompareSettings>
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UsualRound = TimeSpan.FromMilliseconds(600);

    private readonly Progress _progress = new();

    public override async Task<int> ExecuteAsync(CommandContext context, CompareSettings settings, CancellationToken cancellationToken)
    {
        var results = new Results(
            settings.Json, "case", "peer", "ours_ops", "peer_ops", "ratio", "ratio_least", "ratio_most", "target",
            "ours_p50_us", "ours_p99_us", "peer_p50_us", "peer_p99_us");
        // Silos in this process and silos elsewhere are not there at the same time.
        foreach (var kind in settings.Cases.GroupBy(compared => compared.Embedded))
        {
            await using var testbed = await Testbed.StartAsync(settings);
            foreach (var compared in kind)
            {
                var sides = await RunAsync(testbed, settings, compared, cancellationToken);
                foreach (var peer in compared.Peers)
                    results.Add(CompareRow.Of(compared, peer, sides[Side.Ours], sides[peer.Side], settings));
            }
        }

        results.End();
        return 0;
    }

    private async Task<Dictionary<Side, Rounds>> RunAsync(
        Testbed testbed, CompareSettings settings, CompareCase compared, CancellationToken cancellationToken)
    {
        var load = new Load(settings.Workers, settings.Rate);
        var loads = new Dictionary<Side, Workload>();
        foreach (var side in compared.Peers.Select(peer => peer.Side).Prepend(Side.Ours))
        {
            _progress.Show($"{compared.Name}: {side} warms up");
            var party = await testbed.PartyAsync(side, compared.Embedded, cancellationToken);
            loads[side] = new Workload(testbed, party, load, settings.ValueBytesOf(compared), settings.SessionsOf(compared));
            if (compared.Work is not Work.Create)
                await loads[side].FillAsync(cancellationToken);
            await loads[side].RunAsync(compared.Work, WarmUp, rounds: null, cancellationToken);
        }

        var results = loads.ToDictionary(side => side.Key, _ => new Rounds());
        var plan = RoundPlan.Of(TimeSpan.FromSeconds(settings.Seconds), UsualRound);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            _progress.Show($"{compared.Name}: round {round} of {plan.Rounds}");
            foreach (var (side, workload) in loads)
                await workload.RunAsync(compared.Work, plan.Length, results[side], cancellationToken);
        }

        return results;
    }
}
