using System.Text.Json;
using SessionOrleans.Benchmarks.Growing;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Draws saved results.</summary>
internal sealed class PlotCommand : AsyncCommand<PlotSettings>
{
    /// <summary>The plots that saved results make: the name of each file, one for each axis in them, and what is in it.</summary>
    public static IEnumerable<(string Name, string Content)> Draw(IEnumerable<string> lines) =>
        from row in JsonLines.Read<GrowRow>(lines)
        group row by row.Over into rows
        let axis = Axis.All.FirstOrDefault(axis => axis.Name == rows.Key) ?? throw new JsonException($"There is no axis {rows.Key}.")
        select ($"growth-{rows.Key}.svg", GrowthPlot.Draw(axis, [.. rows]));

    public override async Task<int> ExecuteAsync(CommandContext context, PlotSettings settings, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(settings.To);
        try
        {
            foreach (var (name, content) in Draw(await File.ReadAllLinesAsync(settings.From, cancellationToken)))
            {
                var path = Path.Combine(settings.To, name);
                await File.WriteAllTextAsync(path, content, cancellationToken);
                Console.WriteLine(path);
            }

            return 0;
        }
        catch (JsonException wrong)
        {
            await Console.Error.WriteLineAsync($"{settings.From} is not what grow --json writes: {wrong.Message}");
            return 2;
        }
    }
}
