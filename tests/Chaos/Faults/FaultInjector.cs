using System.Diagnostics;
using SessionOrleans.Chaos.Output;
using SessionOrleans.Chaos.Processes;
using SessionOrleans.Chaos.Soaking;
using SessionOrleans.Chaos.Workloads;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Faults;

/// <summary>Makes faults, one after the other: the next begins when the last is over, and everything is served again.</summary>
internal sealed class FaultInjector(ChaosCluster cluster, FaultCounts counts, Progress progress, Soak? soak = null)
{
    private static readonly TimeSpan OverWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(300);

    public async Task MakeAsync(IEnumerable<PlannedFault> faults, TimeSpan time, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var fault in faults)
        {
            var passed = Stopwatch.GetElapsedTime(begun);
            if (passed + Breath >= time)
                break;
            // One that would outlast the time is left out.
            if (passed + fault.Length + Breath >= time)
                continue;
            progress.Say(
                $"{fault.Kind} {(fault.Kind is FaultKind.Redis ? "" : $"silo {fault.Silo + 1} ")}for {fault.Length.TotalSeconds:0.0} s");
            await MakeAsync(fault, cancellationToken);
            counts.Count(fault.Kind);
            await FaultTime.PassAsync(Breath, cancellationToken);
            if (soak is not null)
                await soak.LookAsync();
        }

        var left = time - Stopwatch.GetElapsedTime(begun);
        if (left > TimeSpan.Zero)
            await FaultTime.PassAsync(left, cancellationToken);
    }

    private async Task MakeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var silo = cluster.Silos[fault.Silo];
        var begun = MonotonicClock.Now;
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await silo.Process.DisposeAsync();
                await FaultTime.PassAsync(fault.Length, cancellationToken);
                await silo.StartAsync();
                break;
            case FaultKind.Pause:
                await silo.Process.PauseAsync();
                await FaultTime.PassAsync(fault.Length, cancellationToken);
                await silo.Process.ResumeAsync();
                break;
            case FaultKind.Cut:
                silo.Way.Cut();
                await FaultTime.PassAsync(fault.Length, cancellationToken);
                silo.Way.Mend();
                break;
            default:
                await cluster.Redis.FailAsync(fault.Silo, fault.Length, cancellationToken);
                break;
        }

        await IsOverAsync(silo.Process, begun);
    }

    /// <summary>Until the silo has done something for its own callers, and each client something to every session.</summary>
    private async Task IsOverAsync(WorkerProcess silo, TimeSpan begun)
    {
        var now = MonotonicClock.Now;
        await Until.TrueAsync(() => Task.FromResult(cluster.Log.HasDoneSince(silo.Name, now)), OverWithin, $"{silo.Name} serves again");
        // What was done right after a fault began may have been answered by those that were about to find out.
        var late = begun + Breath;
        await Until.TrueAsync(
            () => Task.FromResult(
                cluster.Log.IsServedSince(late, ChaosCluster.IsClient, SessionIds.All)), OverWithin, "every session is served again");
    }
}
