using Microsoft.Extensions.Hosting;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>Keeps a host from starting whose pipeline has no middleware: there, a session that was deleted would come back.</summary>
internal sealed class TransportSessionGuard(TransportSessions sessions) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>By now the pipeline is built, whoever builds it.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) =>
        sessions.AreGuarded ? Task.CompletedTask : throw new InvalidOperationException(
        "WithSessionStoreTransportSessions() needs its middleware, without which sessions that were deleted would come back: call " +
        "app.UseSessionStoreTransportSessions() behind authentication and before app.MapMcp().");

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
