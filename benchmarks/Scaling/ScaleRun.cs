namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>The life of many sessions with one deadline: made, left idle, gone.</summary>
internal sealed class ScaleRun(Testbed testbed, SiloProcess silo, ISessionStore store, ScaleSettings settings)
{
    private static readonly TimeSpan TombstonesLapse = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromMinutes(5);

    /// <summary>Activations of the index, and what Orleans has; the probe's sessions may be read meanwhile.</summary>
    private const int MostOfItsOwn = 2_000;

    private readonly Progress _progress = new();
    private readonly byte[] _value = new byte[settings.ValueBytes];
    private long _deadline;

    /// <summary>Until the common deadline; below zero once it is over.</summary>
    private TimeSpan Left => Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline);

    public async Task<ScaleResult> RunAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = cancellationToken };
        var keysBefore = await testbed.KeysAsync();
        var probe = new ReadProbe(store, parallel);
        var life = settings.LifeAt(await probe.BeginAsync(_value));
        await CollectAsync(cancellationToken);
        var siloBefore = await silo.AskAsync(SiloCommand.Memory, cancellationToken);
        var redisBefore = await testbed.AskRedisAsync("memory", "used_memory");

        _deadline = Stopwatch.GetTimestamp() + (long)(life.TotalSeconds * Stopwatch.Frequency);
        var created = await CreateAsync(parallel);
        _progress.Say($"{settings.Sessions:N0} sessions made, {created:N0}/s. They end in {Left.TotalSeconds:N0} s.");
        var redisEach = (long)(await testbed.AskRedisAsync("memory", "used_memory") - redisBefore) / settings.Sessions;
        var active = (await silo.AskAsync(SiloCommand.Memory, cancellationToken) - siloBefore) / settings.Sessions;
        await CollectAsync(cancellationToken);
        var idle = (await silo.AskAsync(SiloCommand.Memory, cancellationToken) - siloBefore) / settings.Sessions;
        _progress.Say($"Each takes {redisEach:N0} bytes in Redis, and in the silo {active:N0} active, {idle:N0} idle.");
        _progress.Say($"They end in {Left.TotalSeconds:N0} s.");

        var calm = await probe.RunAsync(TimeSpan.FromSeconds(2), cancellationToken);
        if (Left is { } ahead && ahead > TimeSpan.Zero)
            await Task.Delay(ahead, cancellationToken);
        var gone = GoneAsync(cancellationToken);
        var reads = await probe.RunUntilAsync(gone, cancellationToken);
        var goneAfter = (await gone).TotalSeconds;

        _progress.Say($"All gone after {goneAfter:N1} s. Tombstones lapse within a minute or so.");
        await probe.EndAsync();
        var left = await SettledKeysAsync(keysBefore, cancellationToken);
        return new(
            settings.Sessions, Math.Round(created), settings.ValueBytes, redisEach, idle, Math.Round(goneAfter, 1), ToMs(reads, 99),
            left, active - settings.ValueBytes, ToMs(reads, 50), ToMs(calm, 99));
    }

    private static double ToMs(HistogramBase latencies, double percentile) => Math.Round(latencies.MicrosecondsAt(percentile) / 1e3, 2);

    /// <summary>How many were made a second.</summary>
    private async Task<double> CreateAsync(ParallelOptions parallel)
    {
        var begun = Stopwatch.GetTimestamp();
        var made = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, settings.Sessions), parallel, async (i, _) =>
        {
            var timeToLive = Left;
            if (timeToLive <= TimeSpan.Zero)
                throw new TimeoutException("Making the sessions took longer than they live. Run again when nothing else uses the machine.");
            await store.TrySetAsync($"scale-{i}", _value, WriteCondition.IfAbsent, new() { TimeToLive = timeToLive });
            if (Interlocked.Increment(ref made) is var done && done % 1_000 == 0)
                _progress.Show($"made {done:N0} of {settings.Sessions:N0}, {done / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0}/s");
        });
        return settings.Sessions / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Idle sessions leave the silo: done when no more activations are left than a silo has of its own.</summary>
    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await silo.AskAsync(SiloCommand.Collect, cancellationToken) >= MostOfItsOwn)
        {
            _progress.Show("the silo collects what is idle");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>How long after the deadline the last session was gone.</summary>
    private async Task<TimeSpan> GoneAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromToMs(500));
        while (-Left < GoneWithin)
        {
            var left = await store.Directory.CountAsync(cancellationToken) - ReadProbe.Sessions;
            _progress.Show($"{-Left.TotalSeconds:N0} s after the deadline: {left:N0} are left");
            if (left <= 0)
                return -Left;
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        throw new TimeoutException($"After {GoneWithin.TotalMinutes:0} minutes there are still sessions left.");
    }

    /// <summary>How many keys are left once no more of them lapse, or after a while.</summary>
    private async Task<long> SettledKeysAsync(long expected, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromToMs(250));
        for (var left = TombstonesLapse; left > TimeSpan.Zero && await testbed.KeysAsync() > expected; left -= timer.Period)
            await timer.WaitForNextTickAsync(cancellationToken);
        return await testbed.KeysAsync();
    }
}
