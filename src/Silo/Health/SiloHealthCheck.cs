using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.Hosting;

namespace SessionOrleans.Health;

/// <summary>
/// Healthy while the silo is active on the backend that was wanted and its storage answers; degraded on a fallback, or while the storage
/// does not answer, refuses writes, or has nearly no memory left; unhealthy without a silo.
/// </summary>
internal sealed class SiloHealthCheck(SiloHost silo) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (silo is not { State: SiloState.Ready, Choice: { } choice, Silo: { } running })
            return HealthCheckResult.Unhealthy($"The silo is {silo.State}.");
        if (choice.IsFallback)
            return HealthCheckResult.Degraded(choice.Reason);
        try
        {
            var check = running.Services.GetRequiredService<StoreHealth>().CheckAsync();
            var health = await check.AsTask().WaitAsync(Patience, cancellationToken);
            if (health.Answers)
                return health.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy(choice.Reason);
        }
        catch (Exception silence) when (silence is TimeoutException or ObjectDisposedException)
        {
            // It does not answer either.
        }

        return HealthCheckResult.Degraded("The storage does not answer: writes fail, and reads too where the session is not in memory.");
    }
}
