using SessionOrleans;

namespace Worker;

/// <summary>
/// Imports in steps, on one machine at a time: start as many of these as you like, with one Redis. Who has the lock works; where its
/// process dies, the next in line goes on from the step that was saved last.
/// </summary>
internal sealed partial class Importer(ISessionStore store, IHostApplicationLifetime lifetime, ILogger<Importer> logger) : BackgroundService
{
    private const string Id = "import";
    private const int Steps = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var label = new LockOptions { Label = Environment.MachineName };
        await using var held = await store.LockAsync(Id, Timeout.InfiniteTimeSpan, label, stoppingToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, held.Lost);
        for (var done = held.Value<Progress>()?.Value?.Done ?? 0; done < Steps; done++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), either.Token); // The work of a step.
            await held.SetAsync(new Progress(done + 1), cancellationToken: either.Token); // Refused where the lock is another's by now.
            LogStep(done + 1, Steps, held.FencingToken);
        }

        await store.RemoveAsync(Id, stoppingToken);
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "Step {Done} of {Steps}, token {Token}.")]
    private partial void LogStep(int done, int steps, long token);
}
