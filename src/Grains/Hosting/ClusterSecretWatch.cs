using Microsoft.Extensions.Hosting;
using SessionOrleans.Handshake;

namespace SessionOrleans.Hosting;

/// <summary>
/// Reads the secret in Redis anew now and then: one that was exchanged is not accepted any more soon after, and one that Redis lost is put
/// back.
/// </summary>
internal sealed class ClusterSecretWatch(RedisSecrets secrets) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await secrets.RefreshAsync();
    }
}
