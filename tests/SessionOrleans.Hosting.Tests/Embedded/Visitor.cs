using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>A hosted service that uses the store as it starts and as it stops.</summary>
internal sealed class Visitor(ISessionStore store) : IHostedService
{
    public const string Id = "visitor";

    public string? SeenWhileStopping { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) =>
        store.SetAsync(Id, "while starting", cancellationToken: cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken) =>
        SeenWhileStopping = (await store.GetAsync<string>(Id, cancellationToken))?.Value;
}
