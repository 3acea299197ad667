using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.Health;
using SessionOrleans.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Health;

/// <summary>Whether the store answers, and from where.</summary>
internal sealed class SessionStoreHealthCheck(ISessionStore store) : IHealthCheck
{
    private const uint Probes = 64;

    private static int _probes;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var trouble = await ProbeAsync(cancellationToken).ConfigureAwait(false);
            var status = store.Status;
            var data = new Dictionary<string, object> { ["backend"] = $"{status.Backend}", ["hosting"] = $"{status.Hosting}" };
            return (status.IsFallback ? status.Reason : trouble) is { } degraded
                ? HealthCheckResult.Degraded(degraded, data: data)
                : HealthCheckResult.Healthy(status.Reason, data);
        }
        catch (Exception exception) when (exception is SessionStoreException or InvalidOperationException)
        {
            return new(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    /// <summary>What an operator should know although the store answers; null: nothing.</summary>
    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        if (store is IStoreHealth ours)
            return await ours.CheckHealthAsync(cancellationToken).ConfigureAwait(false);

        // A store that wraps ours is asked for a session that is not there. When an id's turn comes again, no memory has it any more.
        var probe = (uint)Interlocked.Increment(ref _probes) % Probes;
        await new OwnSessions(store).GetInfoAsync($"{ReservedIds.HealthProbe}{probe}", cancellationToken).ConfigureAwait(false);
        return null;
    }
}
