using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Hosting;

/// <summary>Makes the link of an embedded store in a host: a silo, unless its options say that it is a client after all.</summary>
internal static class EmbeddedLinks
{
    public static IStoreLink Choose(IServiceProvider provider, SessionStoreOptions options)
    {
        if (options.Hosting is SessionStoreHosting.Client)
            return StoreLinks.Client(provider, options);

        Action<ISiloBuilder>? configure = null;
        foreach (var customization in provider.GetServices<SiloCustomization>())
            configure += customization.Configure;
        return new SiloLink(new SiloSetup(
            options.Copy(), StoreRegistration.ClockOf(provider), StoreRegistration.LoggersOf(provider), configure,
            Development.IsOn(provider))
        {
            Handlers = [.. provider.GetServices<ISessionExpirationHandler>().Select(Opening)],
        });

        ISessionExpirationHandler Opening(ISessionExpirationHandler handler) =>
            provider.GetService<IValueProtector>() is { } protector ? new OpeningHandler(handler, protector) : handler;
    }
}
