using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Benchmarks.Subjects;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Contending;

/// <summary>Many callers update one session: ours, and under a Redis lock, in turns.</summary>
internal static class ContentionCommand
{
    private static readonly TimeSpan UsualRound = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = RoundPlan.Of(TimeSpan.FromSeconds(arguments.Number("--seconds") ?? 5), UsualRound);
        var workers = arguments.Number("--workers") ?? 64;
        var valueBytes = arguments.Number("--value-bytes", least: sizeof(long)) ?? 1_024;
        var clients = arguments.Number("--clients") ?? 1;
        var backend = arguments.Choice("--backend", SessionBackend.Redis);
        var json = arguments.Flag("--json");
        arguments.ThrowIfAnyIsLeft();

        var progress = new Progress();
        await using var testbed = await Testbed.StartAsync(backend);
        var ours = new Contender(await testbed.OursAsync(clients, cancellationToken), workers);
        var redis = new Contender([(await testbed.PartyAsync(Side.Redis, embedded: false, cancellationToken)).Subject], workers);
        foreach (var side in (Contender[])[ours, redis])
        {
            progress.Show("Warming up");
            await side.BeginAsync(valueBytes);
            await side.RoundAsync(UsualRound * 2, measured: false, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            await ours.RoundAsync(plan.Length, measured: true, cancellationToken);
            await redis.RoundAsync(plan.Length, measured: true, cancellationToken);
            var found = new ContentionRound(round, Math.Round(ours.Rates[^1]), Math.Round(redis.Rates[^1]), Math.Round(ours.Rates[^1] / redis.Rates[^1], 2));
            progress.Show($"Round {round} of {plan.Rounds}: {found.OursOps:N0}/s to {found.RedisOps:N0}/s");
            if (json)
                JsonLines.Write(found);
        }

        progress.Say("");
        var result = await ResultAsync(ours, redis, workers, clients, valueBytes);
        if (json)
            JsonLines.Write(result);
        else
            Print(result);
    }

    private static async Task<ContentionResult> ResultAsync(Contender ours, Contender redis, int workers, int clients, int valueBytes) => new(
        "contention",
        Math.Round(Spread.Of(ours.Rates).Median),
        Math.Round(Spread.Of(redis.Rates).Median),
        Math.Round(Spread.Of(ours.Rates.Zip(redis.Rates, (one, other) => one / other)).Median, 2),
        Math.Round(ours.Latencies.Percentile(0.50).TotalMilliseconds, 2),
        Math.Round(ours.Latencies.Percentile(0.99).TotalMilliseconds, 2),
        Math.Round(redis.Latencies.Percentile(0.50).TotalMilliseconds, 2),
        Math.Round(redis.Latencies.Percentile(0.99).TotalMilliseconds, 2),
        await ours.LostAsync(),
        workers,
        clients,
        valueBytes);

    private static void Print(ContentionResult result) => Console.WriteLine(
        $"""
        {result.Workers} callers, on {result.Clients} of our clients, update one session of {result.ValueBytes:N0} bytes.
        ours        {result.OursOps,8:N0}/s   p50 {result.OursP50Ms,8:N2} ms   p99 {result.OursP99Ms,8:N2} ms   lost {result.LostUpdates}
        Redis lock  {result.RedisOps,8:N0}/s   p50 {result.RedisP50Ms,8:N2} ms   p99 {result.RedisP99Ms,8:N2} ms
        ratio       {result.Ratio:0.00}
        """);
}
