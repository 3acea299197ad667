using System.Diagnostics;
using Orleans.Runtime;
using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>The life of many sessions with one deadline: made, left idle, gone.</summary>
internal sealed class ScaleRun(SiloProcess silo, StoreHost client, RedisUse redis, ScaleSettings settings, Progress progress)
{
    private static readonly TimeSpan TombstonesLapse = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromMinutes(5);

    /// <summary>Shards of the index, and what Orleans has; the probe's sessions may be read meanwhile.</summary>
    private const int MostOfItsOwn = 2_000;

    private readonly ISessionStore _store = client.Store;
    private readonly byte[] _value = new byte[settings.ValueBytes];

    public async Task<ScaleResult> RunAsync(CancellationToken cancellationToken)
    {
        var keysBefore = await redis.KeysAsync();
        var probe = new ReadProbe(_store, settings.Workers);
        var rate = await probe.BeginAsync(_value, cancellationToken);
        await CollectAsync();
        var (siloBefore, redisBefore) = (await silo.MemoryAsync(cancellationToken), await redis.BytesAsync());

        var deadline = new CommonDeadline(settings.LifeAt(rate));
        var created = await CreateAsync(deadline, cancellationToken);
        progress.Say($"{settings.Sessions:N0} sessions made, {created:N0}/s. They end in {deadline.Left.TotalSeconds:N0} s.");
        var redisEach = (await redis.BytesAsync() - redisBefore) / settings.Sessions;
        var active = await PerSessionAsync(siloBefore, cancellationToken);
        await CollectAsync();
        var idle = await PerSessionAsync(siloBefore, cancellationToken);
        progress.Say($"Each takes {redisEach:N0} bytes in Redis, and in the silo {active:N0} active, {idle:N0} idle. They end in {deadline.Left.TotalSeconds:N0} s.");

        var calm = await probe.RunAsync(TimeSpan.FromSeconds(2), cancellationToken);
        await deadline.WaitAsync(cancellationToken);
        var gone = GoneAsync(deadline, cancellationToken);
        var reads = await probe.RunUntilAsync(gone, cancellationToken);
        var goneAfter = await gone;

        progress.Say($"All gone after {goneAfter.TotalSeconds:N1} s. Tombstones lapse within a minute or so.");
        await probe.EndAsync(cancellationToken);
        var left = await redis.SettledKeysAsync(keysBefore, TombstonesLapse, cancellationToken);
        return new(
            settings.Sessions, Math.Round(created), settings.ValueBytes, redisEach, idle, Math.Round(goneAfter.TotalSeconds, 1),
            Milliseconds(reads, 0.99), left, active - settings.ValueBytes, Milliseconds(reads, 0.50), Milliseconds(calm, 0.99));
    }

    private static double Milliseconds(LatencyHistogram latencies, double share) => Math.Round(latencies.Percentile(share).TotalMilliseconds, 2);

    /// <summary>How many were made a second.</summary>
    private async Task<double> CreateAsync(CommonDeadline deadline, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var made = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, settings.Sessions), options, async (i, _) =>
        {
            await _store.TrySetAsync($"scale-{i}", _value, WriteCondition.IfAbsent, new() { TimeToLive = deadline.TimeToLive });
            if (Interlocked.Increment(ref made) is var done && done % 1_000 == 0)
                progress.Show($"made {done:N0} of {settings.Sessions:N0}, {done / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0}/s");
        });
        return settings.Sessions / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>
    /// Idle sessions leave the silo as they would by themselves after two or three minutes. A million take longer than a call may, so it is done
    /// when no more activations are left than a silo has of its own.
    /// </summary>
    private async Task CollectAsync()
    {
        var management = client.Grains.GetGrain<IManagementGrain>(0);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            try
            {
                await management.ForceActivationCollection(TimeSpan.Zero);
                var left = await management.GetTotalActivationCount();
                if (left < MostOfItsOwn)
                    return;
                progress.Show($"the silo collects what is idle: {left:N0} are left");
            }
            catch (TimeoutException)
            {
                progress.Show("the silo collects what is idle");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<long> PerSessionAsync(long before, CancellationToken cancellationToken) =>
        (await silo.MemoryAsync(cancellationToken) - before) / settings.Sessions;

    /// <summary>How long after the deadline the last session was gone.</summary>
    private async Task<TimeSpan> GoneAsync(CommonDeadline deadline, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (deadline.Since < GoneWithin)
        {
            var left = await _store.Directory.CountAsync(cancellationToken) - ReadProbe.Count;
            progress.Show($"{deadline.Since.TotalSeconds:N0} s after the deadline: {left:N0} are left");
            if (left <= 0)
                return deadline.Since;
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        throw new TimeoutException($"After {GoneWithin.TotalMinutes:0} minutes there are still sessions left.");
    }
}
