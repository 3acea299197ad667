using SessionOrleans.Chaos;
using SessionOrleans.Chaos.CommandLine;
using SessionOrleans.Chaos.Processes;
using SessionOrleans.Testing.CommandLine;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

try
{
    if (args is [WorkerSettings.Mode, .. var rest])
    {
        await new WorkerMode(WorkerSettings.Parse(new(rest))).RunAsync();
        return 0;
    }

    var settings = ChaosSettings.Parse(new(args));
    var report = await ChaosRun.RunAsync(settings, interrupted.Token);
    Console.WriteLine(settings.IsJson ? report.ToJson() : report.ToTable());
    return report.IsClean ? 0 : 1;
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{ChaosSettings.Usage}");
    return 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
