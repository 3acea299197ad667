using SessionOrleans.Chaos.CommandLine;
using Spectre.Console.Cli;

namespace SessionOrleans.Chaos;

/// <summary>A run and its report. The exit code is 1 where a promise was broken.</summary>
internal sealed class ChaosCommand : AsyncCommand<ChaosSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ChaosSettings settings, CancellationToken cancellationToken)
    {
        var report = await ChaosRun.RunAsync(settings, cancellationToken);
        Console.WriteLine(settings.IsJson ? report.ToJson() : report.ToTable());
        return report.IsClean ? 0 : 1;
    }
}
