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
    /// The keys are one session, <c>dp:keys</c>, which does not expire, and which removing all sessions spares. Who can read the store can
    /// read them, unless they are encrypted with <c>ProtectKeysWith…</c>; who removes that session signs everybody out. On the memory
    /// backend they last as long as the silo.
    /// </remarks>
    /// <param name="builder">Data protection.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IDataProtectionBuilder PersistKeysToSessionStore(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository =
                new SessionXmlRepository(provider.GetRequiredService<SessionOrleans.ISessionStore>(), ReservedIds.DataProtectionKeys)));
        return builder;
    }
}
