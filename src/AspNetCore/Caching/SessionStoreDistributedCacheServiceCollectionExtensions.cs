using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans.AspNetCore.Caching;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a distributed cache that rests on the session store.</summary>
public static class SessionStoreDistributedCacheServiceCollectionExtensions
{
    private static readonly Func<IServiceProvider, SessionDistributedCache> Factory = static provider =>
        provider.GetRequiredService<SessionDistributedCache>();

    /// <summary>
    /// Makes the registered session store the application's <see cref="IDistributedCache"/>, for ASP.NET Core sessions, <c>HybridCache</c>
    /// (as an <see cref="IBufferDistributedCache"/>), and whatever else takes one.
    /// </summary>
    /// <remarks>
    /// <para>Any string is a key. It is stored hashed, under ids that begin with <c>dc:</c>, where no handle of a tool leads. An entry that
    /// was written is seen by every host; it may be as large as <see cref="SessionOrleans.SessionStoreOptions.MaxValueBytes"/>, less 9
    /// bytes.</para>
    /// <para>An absolute expiration is exact. A sliding one lives at least its time and at most one and a half times of it after the last
    /// read, never past an absolute one. Without either, an entry stays until it is removed. Where the store does not answer, the cache
    /// throws <see cref="SessionOrleans.SessionStoreUnavailableException"/>: it does not pretend a miss.</para>
    /// <para>As with other caches, the last one registered is the one in use.</para>
    /// </remarks>
    /// <param name="services">The application's services, with a store from <c>AddSessionStore</c>, <c>AddSessionStoreClient</c> or
    /// <c>WithSessionStore</c>.</param>
    /// <returns>The same services. Calling it twice adds one cache.</returns>
    public static IServiceCollection AddSessionStoreDistributedCache(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        if (!services.Any(service => service.ImplementationFactory == Factory))
            services.AddSessionDistributedCache().AddSingleton<IDistributedCache>(Factory);
        return services;
    }

    /// <summary>Registers the cache for those who ask for it by name.</summary>
    internal static IServiceCollection AddSessionDistributedCache(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new SessionDistributedCache(
            provider.GetRequiredService<SessionOrleans.ISessionStore>(), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }
}
