using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SessionOrleans.Health;
using SessionOrleans.Hosting;

namespace SessionOrleans.Silo;

/// <summary>
/// Starts the silo once health is served, so that a probe can tell starting from dead, and stops it before health stops.
/// Says in one line what runs.
/// </summary>
internal sealed class SiloService(SiloHost silo, IOptions<SessionStoreOptions> options, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await silo.StartAsync(cancellationToken);
        if (silo is { Choice: { } choice, Silo: { } running })
            await Console.Out.WriteLineAsync(
                $"SessionOrleans silo is ready: backend {choice.Backend}, silo port {running.Ports.Silo}, gateway " +
                $"port {running.Ports.GatewayName}, " +
                $"prefix {options.Value.Prefix}, health {HealthUrl()}");
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => silo.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string HealthUrl()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
            return SiloHealth.ReadyPath;
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host is "[::]" or "0.0.0.0" or "+" or "*" ? "localhost" : parsed.Host;
        return $"{parsed.Scheme}://{host}:{parsed.Port}{SiloHealth.ReadyPath}";
    }
}
