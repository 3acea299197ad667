using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>Each kind of work against its peers.</summary>
internal static class CompareCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var settings = CompareSettings.Parse(arguments);
        var cases = CompareCases.Choose(arguments.Text("--only"));
        var json = arguments.Flag("--json");
        var backend = arguments.Choice("--backend", SessionBackend.Redis);
        arguments.ThrowIfAnyIsLeft();

        var progress = new Progress();
        var rows = new List<CompareRow>();
        // Silos in this process and silos elsewhere are not there at the same time.
        foreach (var kind in cases.GroupBy(compared => compared.Embedded))
        {
            await using var testbed = await Testbed.StartAsync(backend);
            foreach (var compared in kind)
            {
                var found = await new CompareRun(testbed, settings, compared, progress).RunAsync(cancellationToken);
                rows.AddRange(found);
                if (json)
                    JsonLines.WriteAll(found);
            }
        }

        progress.Say("");
        if (!json)
            Console.WriteLine(CompareTable.Format(rows));
    }
}
