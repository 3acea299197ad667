using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.Mcp.DataProtection;

namespace Microsoft.AspNetCore.DataProtection;

/// <summary>Keeps an application's data protection keys in the session store.</summary>
public static class SessionStoreDataProtectionBuilderExtensions
{
    /// <summary>
    /// Keeps the keys in the session store, so that every host reads what another protected: cookies of sessions and of sign-ins, bearer
    /// tokens, antiforgery tokens, and request states.
    /// </summary>
    /// <remarks>
    /// The keys are one session, which does not expire, which removing all sessions spares, and which <c>ISessionStore</c> shows nobody.
    /// They are sealed with <see cref="SessionOrleans.SessionStoreOptions.KeySecret"/>; without one, who can read Redis has the keys, and
    /// who can write to it adds keys of their own, <c>ProtectKeysWithCertificate</c> or not. On the memory backend they last as long as the
    /// silo.
    /// <para>A key that one host makes or revokes is known to the others at once, within seconds where a silo was just lost.</para>
    /// </remarks>
    /// <param name="builder">Data protection.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IDataProtectionBuilder PersistKeysToSessionStore(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new SessionXmlRepository(
                provider.GetRequiredService<SessionOrleans.ISessionStore>(),
                ReservedIds.DataProtectionKeys,
                provider.GetRequiredService<IOptions<SessionOrleans.SessionStoreOptions>>().Value)));
        builder.Services.AddSingleton<IKeyManager>(provider => new WatchedKeyManager(
            ActivatorUtilities.CreateInstance<XmlKeyManager>(provider), provider.GetRequiredService<SessionOrleans.ISessionStore>()));
        return builder;
    }
}
