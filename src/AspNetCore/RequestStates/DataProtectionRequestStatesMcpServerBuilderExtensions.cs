using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans;
using SessionOrleans.AspNetCore.RequestStates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Has request states sealed by ASP.NET Core's data protection.</summary>
public static class DataProtectionRequestStatesMcpServerBuilderExtensions
{
    /// <summary>
    /// Seals what travels through a client (<see cref="IRequestState{T}"/>) with the application's data protection, instead of with keys that the
    /// session store keeps: for applications whose keys are in a vault, or encrypted by one (<c>ProtectKeysWith…</c>).
    /// </summary>
    /// <remarks>
    /// Every host needs the same keys and the same application name: <c>AddDataProtection().SetApplicationName("shop").PersistKeysTo…()</c>, such as
    /// <c>PersistKeysToSessionStore()</c>; else a state that one host sealed is refused on the others. Binding, expiry and single use are as
    /// before, and are the session store's.
    /// </remarks>
    /// <param name="builder">The server.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithDataProtectionRequestStates(this IMcpServerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddDataProtection();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRequestStateProtector, DataProtectionRequestStateProtector>());
        return builder;
    }
}
