using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>Takes down a silo whose start failed or was cancelled, so that its ports are free and its row in the cluster is gone.</summary>
internal static class StartFailure
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly CancellationToken AtOnce = new(canceled: true);

    public static async Task CleanUpAsync(IHost host)
    {
        try
        {
            await host.Services.GetRequiredService<Silo>().StopAsync(AtOnce).WaitAsync(Patience);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
        catch (InvalidOperationException)
        {
            // A silo that was not active yet refuses to be stopped, and goes on listening. Its lifecycle does not refuse; but
            // Orleans' Silo waits for ever, when disposed, to be told of it. So nobody waits for the disposal.
            await host.Services.GetRequiredService<ISiloLifecycleSubject>().OnStop(AtOnce).WaitAsync(Patience).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
            _ = ((IAsyncDisposable)host).DisposeAsync().AsTask();
        }
        catch (TimeoutException)
        {
            // What hangs is left to itself; the error that the start failed with is the one to tell.
        }
    }
}
