using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.Hosting;
using SessionOrleans.Quotas;
using SessionOrleans.Storage;

namespace SessionOrleans.Health;

/// <summary>
/// Healthy while the silo is active on the backend that was wanted and its storage answers; degraded on a fallback, or while the storage
/// does not answer, or its memory is nearly full; unhealthy without a silo.
/// </summary>
internal sealed class SiloHealthCheck(SiloHost silo) : IHealthCheck
{
    /// <summary>An id that no session has: a probe of the storage reads past every memory.</summary>
    private const string NoSession = "health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (silo is not { State: SiloState.Ready, Choice: { } choice, Silo: { } running })
            return HealthCheckResult.Unhealthy($"The silo is {silo.State}.");
        if (choice.IsFallback)
            return HealthCheckResult.Degraded(choice.Reason);
        if (!await StorageAnswersAsync(running, cancellationToken))
            return HealthCheckResult.Degraded("The storage does not answer: writes fail, and reads too where the session is not in memory.");
        return running.Services.GetRequiredService<MemoryWatch>().Trouble is { } trouble
            ? HealthCheckResult.Degraded(trouble)
            : HealthCheckResult.Healthy(choice.Reason);
    }

    private static async Task<bool> StorageAnswersAsync(RunningSilo running, CancellationToken cancellationToken)
    {
        try
        {
            await running.Services.GetRequiredService<ISessionStorage>().ReadAsync(NoSession).AsTask().WaitAsync(
                Patience, cancellationToken);
            return true;
        }
        catch (Exception trouble) when (trouble is SessionStorageException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }
}
