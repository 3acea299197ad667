using System.Net;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>Tells once when another listens on a port of this silo, which nothing else would. That one came later: a silo takes free
/// ports.</summary>
internal sealed partial class PortWatch(IPAddress address, SiloPorts ports, TimeSpan pause, ILogger<PortWatch> logger) : BackgroundService
{
    public static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var port in ports.All)
            {
                if (PortListeners.Count(address, port) is 1)
                    continue;
                LogShared(logger, port, address);
                return;
            }
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "Another program, such as an Orleans of its own, listens on port {Port} of {Address}, as this silo does: connections reach " +
        "either, and calls fail. Give one of them other ports (SessionStoreOptions.SiloPort and GatewayPort here).")]
    private static partial void LogShared(ILogger logger, int port, IPAddress address);
}
