using System.Text.Json;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Draws saved results.</summary>
internal static class PlotCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var from = arguments.Text("--from") ?? throw new UsageException("--from is missing: the file that grow --json wrote.");
        var to = arguments.Text("--to") ?? throw new UsageException("--to is missing: the folder for the plots.");
        arguments.ThrowIfAnyIsLeft();
        if (!File.Exists(from))
            throw new UsageException($"There is no file {from}.");

        System.IO.Directory.CreateDirectory(to);
        foreach (var (name, content) in Draw(from, await File.ReadAllLinesAsync(from, cancellationToken)))
        {
            var path = Path.Combine(to, name);
            await File.WriteAllTextAsync(path, content, cancellationToken);
            Console.WriteLine(path);
        }
    }

    private static IReadOnlyList<(string Name, string Content)> Draw(string from, string[] lines)
    {
        try
        {
            return [.. GrowthPlots.Of(lines)];
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"{from} is not what grow --json writes: {wrong.Message}");
        }
    }
}
