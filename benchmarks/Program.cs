using SessionOrleans.Benchmarks.Comparing;
using SessionOrleans.Benchmarks.Contending;
using SessionOrleans.Benchmarks.Counting;
using SessionOrleans.Benchmarks.Flames;
using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;
using SessionOrleans.Benchmarks.Scaling;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("benchmarks").UseStrictParsing().PropagateExceptions();
    config.AddCommand<CompareCommand>("compare").WithDescription("Each kind of work against its peers, interleaved in one run.");
    config.AddCommand<ContentionCommand>("contention").WithDescription("Many callers that update one session.");
    config.AddCommand<ScaleCommand>("scale").WithDescription("A number of sessions with one deadline: made, left idle, gone.");
    config.AddCommand<GrowCommand>("grow").WithDescription("Rate and latency of get and set through a client, as one thing grows.");
    config.AddCommand<PlotCommand>("plot").WithDescription("Draws what grow --json has written.");
    config.AddCommand<FlameCommand>("flame").WithDescription("Draws what perf sampled as a flame graph.");
    config.AddCommand<WorkCommand>(WorkSettings.Command).WithDescription("Operations of one kind and nothing else, for profilers.");
    config.AddCommand<CountCommand>(CountSettings.Command).WithDescription("The same for each kind that standard input names.");
    config.AddCommand<SiloCommand>(SiloSettings.Command).IsHidden();
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
