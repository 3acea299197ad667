using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Health;

/// <summary>Whether the store answers, and from where.</summary>
internal sealed class SessionStoreHealthCheck(ISessionStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Another id each time: what was asked for lately would be answered from memory.
            var id = $"{ReservedIds.HealthProbe}{Guid.NewGuid():N}";
            await new OwnSessions(store).GetInfoAsync(id, cancellationToken).ConfigureAwait(false);
            var status = store.Status;
            var data = new Dictionary<string, object> { ["backend"] = $"{status.Backend}", ["hosting"] = $"{status.Hosting}" };
            return status.IsFallback ? HealthCheckResult.Degraded(
                status.Reason, data: data) : HealthCheckResult.Healthy(status.Reason, data);
        }
        catch (Exception exception) when (exception is SessionStoreException or InvalidOperationException)
        {
            return new(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
