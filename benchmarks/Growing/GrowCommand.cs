using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>Rate and latency as one thing grows and all else stays.</summary>
internal static class GrowCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var settings = GrowSettings.Parse(arguments);
        var json = arguments.Flag("--json");
        var backend = arguments.Choice("--backend", SessionBackend.Redis);
        arguments.ThrowIfAnyIsLeft();
        if (backend is SessionBackend.Memory && settings.Over.Contains(Axis.Silos))
            throw new UsageException("On memory there is one silo: leave silos out with --over workers,value-bytes,sessions.");

        var progress = new Progress();
        var rows = new List<GrowRow>();
        foreach (var axis in settings.Over)
        {
            // What one axis left in Redis and in the heaps is not there for the next.
            await using var testbed = await Testbed.StartAsync(backend);
            var found = await new GrowRun(testbed, axis, settings, progress).RunAsync(cancellationToken);
            rows.AddRange(found);
            if (json)
                JsonLines.WriteAll(found);
        }

        progress.Say("");
        if (!json)
            Console.WriteLine(GrowTable.Format(rows));
    }
}
