using System.Diagnostics.CodeAnalysis;
using Orleans.Hosting;
using SessionOrleans;
using SessionOrleans.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a session store that carries its silo in the application's process.</summary>
public static class SessionStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="ISessionStore"/> with a silo in this process. The silo lives apart from any Orleans that the application has
    /// itself, and logs through the application's logging; what Orleans tells at Information appears where Debug is
    /// enabled for <c>Orleans</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">The options; wins over the configuration section <c>SessionStore</c>, which wins over
    /// <c>REDIS_URL</c>.</param>
    /// <param name="configureSilo">The last word on the silo, such as TLS.</param>
    /// <returns>The same services. Calling it twice adds one store, configured by both; after <c>AddSessionStoreClient</c> it brings the
    /// silo into this process.</returns>
    /// <remarks>
    /// The silo starts with the host, before other hosted services, and stops after them: they may use the store in their <c>StartAsync</c>
    /// and <c>StopAsync</c>. (A <c>WebHostBuilder</c> starts it in the order of registration.) Before that, calls throw <see
    /// cref="InvalidOperationException"/>. Options out of their limits, or a backend that cannot be had, keep the host from starting with
    /// an error that says what to do. With <see cref="SessionStoreOptions.Hosting"/> set to <see cref="SessionStoreHosting.Client"/>, in
    /// code or by environment, no silo starts and the store is a client of one elsewhere. An application's own <see cref="TimeProvider"/>
    /// is the clock of sessions on the memory backend. The container disposes the store.
    /// </remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddSessionStore(options => options.DefaultTimeToLive = TimeSpan.FromHours(8));
    /// </code>
    /// </example>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static IServiceCollection AddSessionStore(
        this IServiceCollection services, Action<SessionStoreOptions>? configure = null, Action<ISiloBuilder>? configureSilo = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (configureSilo is not null)
            services.AddSingleton(new SiloCustomization(configureSilo));
        return services.AddStore(configure, EmbeddedLinks.Choose);
    }
}
