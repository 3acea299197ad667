namespace SessionOrleans.Benchmarks.Contending;

/// <summary>Many callers update one session: ours, and under a Redis lock, in turns.</summary>
internal sealed class ContentionCommand : AsyncCommand<ContentionSettings>
{
    private static readonly TimeSpan UsualRound = TimeSpan.FromSeconds(1);

    public override async Task<int> ExecuteAsync(CommandContext context, ContentionSettings settings, CancellationToken cancellationToken)
    {
        var plan = RoundPlan.Of(TimeSpan.FromSeconds(settings.Seconds), UsualRound);
        var (progress, results) = (new Progress(), new Results(settings.Json));
        await using var testbed = await Testbed.StartAsync(settings);
        var load = new Load(settings.Workers);
        var (_, stores) = await testbed.StartClusterAsync(silos: 1, settings.Clients, cancellationToken);
        var ours = new Contender([.. stores.Select(store => new StoreSubject(store))], load);
        var redis = new Contender([(await testbed.PartyAsync(Side.Redis, embedded: false, cancellationToken)).Subject], load);
        foreach (var side in (Contender[])[ours, redis])
        {
            progress.Show("Warming up");
            await side.BeginAsync(settings.ValueBytes);
            await side.RoundAsync(UsualRound * 2, measured: false, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            await ours.RoundAsync(plan.Length, measured: true, cancellationToken);
            await redis.RoundAsync(plan.Length, measured: true, cancellationToken);
            var (oursOps, redisOps) = (ours.Rounds.LastPerSecond, redis.Rounds.LastPerSecond);
            progress.Show($"Round {round} of {plan.Rounds}: {oursOps:N0}/s to {redisOps:N0}/s");
            if (settings.Json)
                results.Add(new ContentionRound(round, Math.Round(oursOps), Math.Round(redisOps), Math.Round(oursOps / redisOps, 2)));
        }

        results.Add(ContentionResult.Of(ours.Rounds, redis.Rounds, await ours.LostAsync(), settings));
        results.End();
        return 0;
    }
}
