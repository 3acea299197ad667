namespace SessionOrleans.Benchmarks.Contending;

/// <summary>Many callers update one session: ours, and under a Redis lock, in turns.</summary>
internal sealed class ContentionCommand : AsyncCommand<ContentionSettings>
{
    private static readonly TimeSpan UsualRound = TimeSpan.FromSeconds(1);

    public override async Task<int> ExecuteAsync(CommandContext context, ContentionSettings settings, CancellationToken cancellationToken)
    {
        var plan = RoundPlan.Of(TimeSpan.FromSeconds(settings.Seconds), UsualRound);
        var progress = new Progress();
        await using var testbed = await Testbed.StartAsync(settings.Backend);
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
                JsonLines.Write(new { Round = round, OursOps = Math.Round(oursOps), RedisOps = Math.Round(redisOps), Ratio = Math.Round(oursOps / redisOps, 2) });
        }

        progress.Say("");
        var result = ContentionResult.Of(ours.Rounds, redis.Rounds, await ours.LostAsync(), settings);
        if (settings.Json)
            JsonLines.Write(result);
        else
            Print(result);
        return 0;
    }

    private static void Print(ContentionResult result) => Console.WriteLine(
        $"""
        {result.Workers} callers, on {result.Clients} of our clients, update one session of {result.ValueBytes:N0} bytes.
        ours        {result.OursOps,8:N0}/s   p50 {result.OursP50Ms,8:N2} ms   p99 {result.OursP99Ms,8:N2} ms   lost {result.LostUpdates}
        Redis lock  {result.RedisOps,8:N0}/s   p50 {result.RedisP50Ms,8:N2} ms   p99 {result.RedisP99Ms,8:N2} ms
        ratio       {result.Ratio:0.00}
        """);
}
