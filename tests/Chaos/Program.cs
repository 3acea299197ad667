using SessionOrleans.Chaos;
using SessionOrleans.Chaos.Processes;
using Spectre.Console.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var app = new CommandApp<ChaosCommand>();
app.Configure(config =>
{
    config.SetApplicationName("chaos").UseStrictParsing().PropagateExceptions();
    config.AddCommand<WorkerCommand>(WorkerSettings.Command).IsHidden();
});

try
{
    return await app.RunAsync(args, interrupted.Token);
}
catch (CommandAppException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message} --help shows what there is.");
    return 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
