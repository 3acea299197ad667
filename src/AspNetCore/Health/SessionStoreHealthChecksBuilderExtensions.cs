using Microsoft.Extensions.Diagnostics.HealthChecks;
using SessionOrleans.AspNetCore.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the session store's health check.</summary>
public static class SessionStoreHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that asks the store for a session that is not there, through to its storage. Healthy when it answers; degraded when it
    /// answers from memory although Redis was looked for, or its storage's memory is nearly full
    /// (<see cref="SessionOrleans.SessionStoreOptions.MemoryHighWaterMark"/>); unhealthy when it does not answer.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What an absent answer counts as. Default: unhealthy.</param>
    /// <param name="tags">For choosing among checks.</param>
    /// <param name="timeout">How long the check may take. Default: no limit but the store's own, some five seconds.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddSessionStore(
        this IHealthChecksBuilder builder,
        string name = "session-store",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        return builder.Add(new(
            name,
            provider => new SessionStoreHealthCheck(provider.GetRequiredService<SessionOrleans.ISessionStore>()),
            failureStatus,
            tags,
            timeout));
    }
}
