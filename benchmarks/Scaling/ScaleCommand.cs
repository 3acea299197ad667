using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>Many sessions that end at once.</summary>
internal static class ScaleCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var settings = ScaleSettings.Parse(arguments);
        var json = arguments.Flag("--json");
        arguments.ThrowIfAnyIsLeft();

        var progress = new Progress();
        await using var testbed = await Testbed.StartAsync(SessionBackend.Redis);
        var (silo, client) = await testbed.StartStoreAsync(cancellationToken);
        var result = await new ScaleRun(silo, client, new RedisUse(testbed.Server), settings, progress).RunAsync(cancellationToken);
        if (json)
            JsonLines.Write(result);
        else
            Print(result);
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
