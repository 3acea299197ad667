using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>The lifetime of a host that lives and ends as its owner says.</summary>
internal sealed class InnerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
