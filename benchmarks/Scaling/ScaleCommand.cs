namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>Many sessions that end at once.</summary>
internal sealed class ScaleCommand : AsyncCommand<ScaleSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ScaleSettings settings, CancellationToken cancellationToken)
    {
        await using var testbed = await Testbed.StartAsync(SessionBackend.Redis);
        var (silos, stores) = await testbed.StartClusterAsync(silos: 1, clients: 1, cancellationToken);
        var result = await new ScaleRun(testbed, silos[0], stores[0], settings).RunAsync(cancellationToken);
        if (settings.Json)
            JsonLines.Write(result);
        else
            Print(result);
        return 0;
    }

    private static void Print(ScaleResult result) => Console.WriteLine(
        $"""
        {result.Sessions:N0} sessions of {result.ValueBytes:N0} bytes
        made                        {result.CreatedPerS:N0}/s
        Redis memory each           {result.RedisBytesPerSession:N0} bytes
        silo memory each            {result.SiloBytesPerActiveSession:N0} bytes active beside the value, {result.SiloBytesPerIdleSession:N0} idle
        gone after the deadline     {result.GoneAfterS:N1} s
        reads meanwhile             p50 {result.ReadP50MsDuringExpiry:N2} ms, p99 {result.ReadP99MsDuringExpiry:N2} ms (before: p99 {result.ReadP99MsBefore:N2} ms)
        keys left in Redis          {result.LeftInRedisKeys:N0}
        """);
}
