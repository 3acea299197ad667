using Microsoft.Extensions.Hosting;
using Orleans.Metadata;

namespace SessionOrleans.Hosting;

/// <summary>
/// Tells once when two silos of an application's own cluster have the grains: each has a memory of its own, and a session that moves from
/// one to the other is lost.
/// </summary>
internal sealed partial class OwnSiloWatch(
    IClusterManifestProvider cluster, ILocalSiloDetails silo, GrainTypeResolver types, ILogger<OwnSiloWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sessions = types.GetGrainType(typeof(SessionGrain));
        await foreach (var manifest in cluster.Updates.WithCancellation(stoppingToken))
        {
            if (manifest.Silos.FirstOrDefault(
                one => !one.Key.Equals(silo.SiloAddress) && one.Value.Grains.ContainsKey(sessions)).Key is not { } other)
                continue;
            LogShared(logger, other.Endpoint);
            return;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The silo at {Other} of this cluster has session grains, too, and each silo keeps sessions in a memory of its own: sessions " +
        "that move to another silo are lost. Call siloBuilder.AddSessionStore() in one silo; or leave it out and call " +
        "services.AddSessionStore(), which shares sessions through Redis.")]
    private static partial void LogShared(ILogger logger, System.Net.IPEndPoint other);
}
