using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Hosting;

/// <summary>Makes the links of stores in a host.</summary>
internal static class StoreLinks
{
    public static IStoreLink Client(IServiceProvider provider, SessionStoreOptions options)
    {
        Action<IClientBuilder>? configure = null;
        foreach (var customization in provider.GetServices<ClientCustomization>())
            configure += customization.Configure;
        return new ClientLink(options.Copy(), StoreRegistration.LoggersOf(provider), configure);
    }
}
