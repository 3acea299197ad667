using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>Lives in a store's inner host and hands out its grain factory when it starts.</summary>
internal sealed class GrainsTap(IGrainFactory grains, Action<IGrainFactory> found) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        found(grains);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
