namespace SessionOrleans.Benchmarks.Counting;

/// <summary>
/// Does a number of operations, one after the other, for each kind of work that standard input names, on a store on memory with values of
/// 1 KiB: who counts instructions begins before a kind is named, and ends when it is done.
/// </summary>
internal sealed class CountCommand : AsyncCommand<CountSettings>
{
    private const int ValueBytes = 1_024;
    private const int Sessions = 100;

    public override async Task<int> ExecuteAsync(CommandContext context, CountSettings settings, CancellationToken cancellationToken)
    {
        await using var store = await SessionStoreFactory.CreateMemoryAsync(cancellationToken: cancellationToken);
        var operations = new Operations(new StoreSubject(store), workers: 1, ValueBytes, Sessions);
        await operations.FillAsync(cancellationToken);
        foreach (var kind in Enum.GetValues<Work>())
            await RunAsync(kind);
        Console.WriteLine("ready");
        while (await StandardInput.ReadLineAsync() is { } line)
        {
            await RunAsync(Enum.Parse<Work>(line, ignoreCase: true));
            Console.WriteLine($"done {line}");
        }

        return 0;

        async Task RunAsync(Work kind)
        {
            var operation = operations.Of(kind);
            for (var i = 0; i < settings.Count; i++)
                await operation(0);
        }
    }
}
