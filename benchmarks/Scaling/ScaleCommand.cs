namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>Many sessions that end at once.</summary>
internal sealed class ScaleCommand : AsyncCommand<ScaleSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ScaleSettings settings, CancellationToken cancellationToken)
    {
        await using var testbed = await Testbed.StartAsync(settings);
        var (silos, stores) = await testbed.StartClusterAsync(silos: 1, clients: 1, cancellationToken);
        var results = new Results(settings.Json);
        results.Add(await new ScaleRun(testbed, silos[0], stores[0], settings).RunAsync(cancellationToken));
        results.End();
        return 0;
    }
}
