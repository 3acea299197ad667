using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.Hosting;

namespace SessionOrleans.Health;

/// <summary>Healthy while the silo is active on the backend that was wanted, degraded on a fallback, unhealthy without a silo.</summary>
internal sealed class SiloHealthCheck(SiloHost silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silo switch
        {
            { State: SiloState.Ready, Choice: { IsFallback: true } choice } => HealthCheckResult.Degraded(choice.Reason),
            { State: SiloState.Ready, Choice: { } choice } => HealthCheckResult.Healthy(choice.Reason),
            { State: var state } => HealthCheckResult.Unhealthy($"The silo is {state}."),
        });
}
