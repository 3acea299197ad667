using System.Diagnostics;
using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.CommandLine;
using SessionOrleans.Chaos.Faults;
using SessionOrleans.Chaos.Output;
using SessionOrleans.Chaos.Processes;
using SessionOrleans.Chaos.Servers;
using SessionOrleans.Chaos.Soaking;

namespace SessionOrleans.Chaos;

/// <summary>One run: a cluster, its workload, faults for a while, rest, and the verdict.</summary>
internal static class ChaosRun
{
    private const int FindingsShown = 20;

    public static async Task<Report> RunAsync(ChaosSettings settings, CancellationToken cancellationToken)
    {
        var progress = new Progress();
        progress.Say(settings.Defect is not Defect.None ? $"a store without {settings.Defect}"
            : settings.IsTakeover ? "a silo is taken over" : $"seed {settings.Seed}, {settings.Length.TotalSeconds:0} s of faults");
        await using var cluster = await ChaosCluster.StartAsync(settings);
        progress.Say("three silos and their clients are at work");

        var begun = Stopwatch.GetTimestamp();
        var counts = new FaultCounts();
        var soak = settings.IsSoak ? new Soak(cluster, progress, settings.Length) : null;
        if (settings is { Defect: Defect.None, IsTakeover: false })
            await new FaultInjector(cluster, counts, progress, soak).MakeAsync(
                FaultPlan.From(settings.Seed, cluster.Silos.Count, settings.Redis is not RedisKind.Single, settings.IsSoak),
                settings.Length,
                cancellationToken);
        else
            await new Takeover(cluster, counts, progress).MakeAsync(settings.Defect);
        var took = Stopwatch.GetElapsedTime(begun);
        progress.Say("faults are over; reading everything once more");
        await cluster.RestAsync();

        var operations = cluster.Log.All();
        if (settings.Logs is { } folder)
            await File.WriteAllLinesAsync(
                Path.Combine(folder, "operations.jsonl"), operations.Select(OperationLog.Write), cancellationToken);
        progress.Say($"checking {operations.Count} operations");
        var failovers = cluster.Redis.Failovers;
        foreach (var (failover, loss) in failovers.SelectMany(failover => failover.Losses.Select(loss => (failover, loss))))
            progress.Say($"failover at {failover.At.TotalSeconds:0.000} s: of {loss.Key} the replica had {loss.Value.Kept}, the primary " +
                $"{loss.Value.Last}{(loss.Value.Unrenewed == 0 ? "" : $", and a renewal of {loss.Value.Unrenewed}")}");
        var judged = FailoverLosses.SetApart(operations, failovers);
        IReadOnlyList<Finding> findings = [.. Verdict.Check(judged), .. await cluster.CheckOutsideAsync()];
        foreach (var finding in findings.Take(FindingsShown))
            progress.Say($"{finding.Fault}: {finding.What}");
        return Report.Of(settings, took, counts, operations, findings) with
        {
            Soak = soak?.Trends, Failovers = failovers.Count, UnplannedFailovers = cluster.Redis.Promotions - failovers.Count,
            LostByFailover = FailoverLosses.CountOf(judged),
        };
    }
}
