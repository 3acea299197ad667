namespace SessionOrleans.Benchmarks.Flames;

/// <summary>Draws the stacks that perf sampled as a flame graph.</summary>
internal sealed class FlameCommand : AsyncCommand<FlameSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, FlameSettings settings, CancellationToken cancellationToken)
    {
        var root = new Flame("all");
        foreach (var stack in SampledStacks.Of(File.ReadLines(settings.From), settings.Threads))
            root.Add(stack);
        await File.WriteAllTextAsync(settings.To, FlameGraph.Draw(root, settings.Title), cancellationToken);
        Console.WriteLine($"{settings.To}: {root.Samples:N0} samples.");
        return 0;
    }
}
