using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SessionOrleans;
using SessionOrleans.AspNetCore.Encryption;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Encrypts the values of sessions at rest.</summary>
public static class SessionEncryptionServiceCollectionExtensions
{
    /// <summary>
    /// Encrypts and authenticates every value with ASP.NET Core's data protection before it leaves this process: silos, Redis and its files
    /// see nothing of it.
    /// </summary>
    /// <param name="services">The application's services. Configure data protection as usual: where its keys are kept, and what protects
    /// them.</param>
    /// <returns>The same services. Calling it twice does the same.</returns>
    /// <remarks>
    /// <para>A value opens only under the prefix and the id that it was written under. Ids, owners, labels and times are not encrypted. A
    /// value grows by some 90 bytes, which count towards <see cref="SessionStoreOptions.MaxValueBytes"/>.</para>
    /// <para>Every host of the prefix needs it, with the same keys and the same application name (<c>SetApplicationName</c>). Values that
    /// were written before do not open: the error is <see cref="SessionValueException"/>, as it is for a value whose key was revoked or
    /// lost. Keys that were only succeeded by newer ones go on opening what they protected.</para>
    /// <para>Keys kept in the same store (<c>PersistKeysToSessionStore</c>) must be sealed with <see
    /// cref="SessionStoreOptions.KeySecret"/>, else the host does not start and says so.</para>
    /// </remarks>
    public static IServiceCollection AddSessionEncryption(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddDataProtection();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyManagementOptions>, KeysBesideValues>());
        services.AddOptions<KeyManagementOptions>().ValidateOnStart();
        services.TryAddSingleton<IValueProtector, DataProtectionValueProtector>();
        return services;
    }
}
