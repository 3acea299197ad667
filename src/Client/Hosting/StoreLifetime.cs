using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>Starts the store before any hosted service starts, and ends it after all of them have stopped.</summary>
internal sealed class StoreLifetime(StoreConnection connection, SessionStore store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => connection.StartAsync(cancellationToken);

    /// <summary>Hosts of before IHostedLifecycleService, as WebHostBuilder makes them, call this alone.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => connection.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The store first releases the locks that it holds; the container disposes it once more, which does nothing.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await store.DisposeAsync();
}
