namespace SessionOrleans.Hosting;

/// <summary>What happens when the silo is lost: it is left behind, and another is built.</summary>
internal sealed partial class SiloHost
{
    /// <summary>How long a lost silo may take to go before it is left to itself.</summary>
    private static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private async Task RebuildWhenLostAsync(RunningSilo silo)
    {
        try
        {
            var error = await silo.Lost.WaitAsync(_stopping.Token);
            LogLost(_logger, error.Context, error.Exception);
            await _gate.WaitAsync(_stopping.Token);
            try
            {
                _state = SiloState.Rebuilding;
                _running = null;
                await EndAsync(silo, new CancellationToken(canceled: true), AbandonAfter).WaitAsync(_stopping.Token);
                Use(await BuildAnewAsync(silo.Ports));
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping ends what runs.
        }
    }

    private async Task<RunningSilo> BuildAnewAsync(SiloPorts before)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await RunningSilo.StartAsync(_setup, _backend!, before, _stopping.Token);
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogRebuildFailed(_logger, pause, exception);
            }

            await Task.Delay(pause, _stopping.Token);
        }
    }
}
