namespace SessionOrleans.Benchmarks.Counting;

/// <summary>
/// A number of operations of one kind on a store in this process, with values of 1 KiB: for profilers, and for who counts instructions.
/// </summary>
internal sealed class WorkCommand : AsyncCommand<WorkSettings>
{
    private const int ValueBytes = 1_024;

    public override async Task<int> ExecuteAsync(CommandContext context, WorkSettings settings, CancellationToken cancellationToken)
    {
        await using var testbed = settings.IsBare || settings.Backend is SessionBackend.Redis
            ? await Testbed.StartAsync(RedisKind.Single, settings.Backend)
            : null;
        await using var store = testbed is null ? await SessionStoreFactory.CreateMemoryAsync(cancellationToken: cancellationToken) : null;
        var subject = store is null
            ? (await testbed!.PartyAsync(settings.IsBare ? Side.Bare : Side.Ours, embedded: true, cancellationToken)).Subject
            : new StoreSubject(store);
        var operations = new Operations(subject, settings.Workers, ValueBytes, Math.Max(settings.Sessions, settings.Workers));
        await operations.FillAsync(cancellationToken);
        var operation = operations.Of(settings.Kind);
        var begun = Stopwatch.GetTimestamp();
        var left = settings.Count;
        await Task.WhenAll(Enumerable.Range(0, settings.Workers).Select(worker => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                    await operation(worker);
            },
            cancellationToken)));
        Console.WriteLine($"{settings.Count:N0} operations, {settings.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} a second.");
        return 0;
    }
}
