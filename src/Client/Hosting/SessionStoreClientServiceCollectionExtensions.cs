using System.Diagnostics.CodeAnalysis;
using SessionOrleans;
using SessionOrleans.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a session store that reaches silos elsewhere.</summary>
public static class SessionStoreClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="ISessionStore"/> over an Orleans client; no silo runs in this process. The client lives apart from any
    /// Orleans that the application has itself.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">The options; wins over the configuration section <c>SessionStore</c>, which wins over
    /// <c>REDIS_URL</c>.</param>
    /// <param name="configureClient">The last word on the Orleans client, such as TLS. Where it says which silos to call
    /// (<c>client.UseLocalhostClustering()</c> and the like), these are the application's own, and the cluster has the name that it says,
    /// or Orleans' default.</param>
    /// <returns>The same services. Calling it twice adds one store, configured by both; after <c>AddSessionStore</c> or
    /// <c>WithSessionStore</c> it makes their store a client.</returns>
    /// <remarks>
    /// The client finds its silos in the Redis that is named; without one it looks for a silo on localhost, at
    /// <see cref="SessionStoreOptions.GatewayPort"/> or 30000, and outside of Development takes only one that proves that it belongs
    /// (<see cref="SessionStoreOptions.ClusterSecret"/>). It connects when the host starts, before other hosted services, and tries for 30
    /// seconds, or three where silos refuse it; then the host fails to start with
    /// <see cref="SessionStoreUnavailableException"/>, which says what to do. A silo that goes and comes back is found again
    /// without a restart. The container disposes the store.
    /// </remarks>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static IServiceCollection AddSessionStoreClient(
        this IServiceCollection services, Action<SessionStoreOptions>? configure = null,
        Action<Orleans.Hosting.IClientBuilder>? configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (configureClient is not null)
            services.AddSingleton(new ClientCustomization(configureClient));
        return services.AddStore(configure, StoreLinks.Client);
    }
}
