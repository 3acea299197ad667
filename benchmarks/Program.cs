using SessionOrleans.Benchmarks;
using SessionOrleans.Benchmarks.CommandLine;
using SessionOrleans.Benchmarks.Comparing;
using SessionOrleans.Benchmarks.Contending;
using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Benchmarks.Scaling;
using SessionOrleans.Testing.CommandLine;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

try
{
    var arguments = Arguments.OfCommand(args);
    await (arguments.Command switch
    {
        "compare" => CompareCommand.RunAsync(arguments, interrupted.Token),
        "contention" => ContentionCommand.RunAsync(arguments, interrupted.Token),
        "scale" => ScaleCommand.RunAsync(arguments, interrupted.Token),
        "grow" => GrowCommand.RunAsync(arguments, interrupted.Token),
        "plot" => PlotCommand.RunAsync(arguments, interrupted.Token),
        SiloMode.Name => SiloMode.RunAsync(arguments),
        _ => throw new UsageException($"There is no command '{arguments.Command}'."),
    });
    return 0;
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Usage.Text}");
    return 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
