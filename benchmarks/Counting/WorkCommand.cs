namespace SessionOrleans.Benchmarks.Counting;

/// <summary>
/// A number of operations of one kind on a store in this process, with values of 1 KiB: for profilers, and for who counts instructions.
/// </summary>
internal sealed class WorkCommand : AsyncCommand<WorkSettings>
{
    private const int ValueBytes = 1_024;
    private const int Sessions = 1_000;

    public override async Task<int> ExecuteAsync(CommandContext context, WorkSettings settings, CancellationToken cancellationToken)
    {
        await using var testbed = await Testbed.StartAsync(RedisKind.Single, settings.Backend);
        var party = await testbed.PartyAsync(settings.IsBare ? Side.Bare : Side.Ours, embedded: true, cancellationToken);
        var load = new Load(settings.Workers);
        var workload = new Workload(testbed, party, load, ValueBytes, Math.Max(Sessions, settings.Workers));
        await workload.FillAsync(cancellationToken);
        var operation = workload.OperationOf(settings.Kind);
        var begun = Stopwatch.GetTimestamp();
        var left = settings.Count;
        await Task.WhenAll(Enumerable.Range(0, settings.Workers).Select(worker => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                    await operation(worker);
            },
            cancellationToken)));
        var rate = settings.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine($"{settings.Count:N0} operations, {rate:N0} a second.");
        return 0;
    }
}
