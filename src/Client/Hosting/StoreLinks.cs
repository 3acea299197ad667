using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Hosting;

/// <summary>Makes the links of stores in a host.</summary>
internal static partial class StoreLinks
{
    public static IStoreLink Client(IServiceProvider provider, SessionStoreOptions options)
    {
        Action<IClientBuilder>? configure = null;
        foreach (var customization in provider.GetServices<ClientCustomization>())
            configure += customization.Configure;
        var loggers = StoreRegistration.LoggersOf(provider);
        if (provider.GetService<ISessionExpirationHandler>() is not null)
            LogHandlerOfAClient(loggers.CreateLogger(typeof(StoreLinks)));
        return new ClientLink(options.Copy(), loggers, configure, isDevelopment: Development.IsOn(provider));
    }

    [LoggerMessage(LogLevel.Warning,
        "An ISessionExpirationHandler is registered in this process and will not be called: handlers are called in silos, and this " +
        "process is a client of silos elsewhere (SessionStoreOptions.Hosting = Client, or AddSessionStoreClient). Register the handler " +
        "where a silo runs: in a host with Hosting = Embedded, or in a silo of your own. Remove it here.")]
    private static partial void LogHandlerOfAClient(ILogger logger);
}
