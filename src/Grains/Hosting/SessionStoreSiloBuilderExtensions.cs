using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SessionOrleans;
using SessionOrleans.Configuration;
using SessionOrleans.Hosting;

namespace Orleans.Hosting;

/// <summary>Puts the grains of SessionOrleans into a silo of one's own.</summary>
public static class SessionStoreSiloBuilderExtensions
{
    /// <summary>
    /// Adds the grains, their index and the memory backend to a silo that the application composes itself: clustering, ports and
    /// names stay the application's. Clients reach the sessions through that cluster.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">
    /// Limits and lock enforcement; wins over the configuration section <c>SessionStore</c>. Ports, hosting and address are
    /// the application's here.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// Makes the distributed grain directory the silo's default one, since the other deactivates sessions at each change of membership; all
    /// silos of a cluster must use the same. Keeps reminders in memory unless the application has a table of its own. Sessions are in this
    /// silo's memory and end with it, so call this in one silo of a cluster; where a Redis is configured the host does not start, unless
    /// <see cref="SessionStoreOptions.Backend"/> is Memory. For sessions in Redis call <c>services.AddSessionStore()</c>, which runs a silo
    /// of its own beside the application's Orleans. A store reaches them with <c>AddSessionStoreClient</c>, whose <c>configureClient</c>
    /// names the application's cluster and gateways; who gets in there is the application's to say, so such a store has
    /// <see cref="SessionStoreOptions.AllowUnauthenticatedCluster"/>, or TLS as the application has it. Calling it
    /// twice adds the grains once, with the options of both.
    /// </remarks>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static ISiloBuilder AddSessionStore(this ISiloBuilder builder, Action<SessionStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddSessionStoreOptions(configure);
        if (builder.Services.Any(service => service.ServiceType == typeof(ISessionStorage)))
            return builder;

        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionStoreOptions>, OwnSiloOptionsValidator>());
        builder.Services.AddMemoryBackend(TimeProvider.System);
        builder.Services.AddHostedService<OwnSiloWatch>();
        if (!builder.Services.Any(service => service.ServiceType == typeof(IReminderTable)))
            builder.UseInMemoryReminderService();
        return builder.AddSessionGrains();
    }
}
