using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace SessionOrleans.Health;

/// <summary>Whether the process lives, and whether its silo answers.</summary>
internal static class SiloHealth
{
    public const string LivePath = "/health/live";
    public const string ReadyPath = "/health/ready";

    public static IServiceCollection AddSiloHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo");
        return services;
    }

    /// <summary>Live: 200 while the process answers. Ready: 200 while the silo is active, as Degraded on a fallback, or while the storage
    /// does not answer, since stopping it would help nobody; else 503.</summary>
    public static void MapSiloHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions
        {
            // Who asks is not known: why it is not healthy is in the log alone.
            ResponseWriter = (context, report) =>
                context.Response.WriteAsJsonAsync(new { status = report.Status.ToString() }, context.RequestAborted),
        });
    }
}
