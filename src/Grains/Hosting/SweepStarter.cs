using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>
/// Sees, once the silo is active, that every part of the index has its reminder. In the background: neither start nor stop waits for it,
/// and what fails is tried again.
/// </summary>
/// <param name="grains">The silo's grains.</param>
/// <param name="logger">Where it logs.</param>
/// <param name="delay">How long the first calls of an application have the silo to themselves.</param>
/// <param name="pace">How long it takes over each part, so that it is in nobody's way.</param>
internal sealed partial class SweepStarter(IGrainFactory grains, ILogger<SweepStarter> logger, TimeSpan delay, TimeSpan pace)
    : BackgroundService
{
    /// <summary>All are started ten seconds after the silo: a sweep that comes by then is within what is promised.</summary>
    public static readonly TimeSpan UsualDelay = TimeSpan.FromSeconds(5), UsualPace = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop waits for the call that is under way, which would fail noisily in a silo that is stopping.</summary>
    private static readonly TimeSpan FinishWithin = TimeSpan.FromMilliseconds(300);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FinishWithin);
        await base.StopAsync(patience.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(delay, stoppingToken);
            IReadOnlyCollection<int> missing = [.. Enumerable.Range(0, ExpiryShards.Parts)];
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                missing = await StartAsync(missing, stoppingToken);
                if (missing.Count == 0)
                    break;
                await Task.Delay(pause, stoppingToken);
            }

            LogStarted(logger, ExpiryShards.Parts);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next silo goes on; reminders that are registered keep their parts going.
        }
    }

    private async Task<IReadOnlyCollection<int>> StartAsync(IEnumerable<int> parts, CancellationToken stopping)
    {
        var failed = new List<int>();
        Exception? cause = null;
        foreach (var part in parts)
        {
            await Task.Delay(pace, stopping);
            try
            {
                await grains.GetGrain<ISweepGrain>(part).Start();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                cause = exception;
                failed.Add(part);
            }
        }

        if (cause is not null)
            LogFailed(logger, failed.Count, cause);
        return failed;
    }

    [LoggerMessage(LogLevel.Debug, "Sweeps of all {Count} parts of the index are started.")]
    private static partial void LogStarted(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning,
        "Sweeps of {Count} parts of the index could not be started and are tried again. Sessions are served; ended ones leave the index " +
        "late.")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);
}
