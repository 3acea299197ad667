using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Configuration;

/// <summary>One way to the options for store, client and silo: configuration, then code, then the limits, at start.</summary>
internal static class SessionStoreOptionsRegistration
{
    public static IServiceCollection AddSessionStoreOptions(this IServiceCollection services, Action<SessionStoreOptions>? configure)
    {
        if (!services.Any(service => service.ImplementationType == typeof(SessionStoreSettings)))
        {
            // In front of everything, since options are configured in the order of registration: code that ran
            // before this call wins over the configuration, too.
            services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<SessionStoreOptions>, SessionStoreSettings>());
            services.AddOptions<SessionStoreOptions>().ValidateOnStart();
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionStoreOptions>, SessionStoreOptionsValidator>());
        if (configure is not null)
            services.Configure(configure);
        return services;
    }
}
