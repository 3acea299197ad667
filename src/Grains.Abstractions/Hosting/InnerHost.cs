using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>
/// A host inside the user's, for a silo or a client: it can be built when the configuration is final, next to an Orleans of the
/// user's own, and built anew. It reads no configuration, hears no signals and writes to no console.
/// </summary>
internal static class InnerHost
{
    public static HostApplicationBuilder CreateBuilder(ILoggerFactory loggers)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            ApplicationName = "SessionOrleans",
        });

        // The console's lifetime would take SIGTERM away from the outer host, which decides when the inner one stops.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, InnerLifetime>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new InnerLoggerFactory(loggers)));
        builder.Services.Configure<HostOptions>(options =>
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        return builder;
    }
}
