using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;

namespace SessionOrleans.Hosting;

/// <summary>One registration for every store in a host; only the link differs.</summary>
internal static class StoreRegistration
{
    public static IServiceCollection AddStore(
        this IServiceCollection services, Action<SessionStoreOptions>? configure,
        Func<IServiceProvider, SessionStoreOptions, IStoreLink> choose)
    {
        services.AddSessionStoreOptions(configure);
        // The last one that was asked for says where the silo is.
        services.Replace(ServiceDescriptor.Singleton(provider => new StoreConnection(() => choose(provider, OptionsOf(provider)))));
        services.TryAddSingleton(provider => new SessionStore(
            provider.GetRequiredService<StoreConnection>(),
            OptionsOf(provider),
            ClockOf(provider),
            provider.GetService<IValueProtector>(),
            LoggersOf(provider)));
        services.TryAddSingleton<ISessionStore>(provider => provider.GetRequiredService<SessionStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreLifetime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApplicationWatch>(provider => new(
            provider.GetRequiredService<SessionStore>(),
            OptionsOf(provider),
            LoggersOf(provider).CreateLogger<ApplicationWatch>(),
            provider.GetService<IHostEnvironment>(),
            ClockOf(provider))));
        return services;
    }

    public static ILoggerFactory LoggersOf(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;

    /// <summary>The application's clock, so that its tests can move it.</summary>
    public static TimeProvider ClockOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static SessionStoreOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
}
