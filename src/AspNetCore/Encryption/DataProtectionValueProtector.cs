using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Encryption;

/// <summary>
/// Values encrypted and authenticated by data protection, bound to prefix and id. The session that holds the keys of this data protection
/// is left out: it is read before there is a key, and has a protection of its own. Thread-safe.
/// </summary>
/// <remarks>Asks for data protection on first use, since its keys may lie in the store that this is a part of.</remarks>
internal sealed class DataProtectionValueProtector(IServiceProvider services, IOptions<SessionStoreOptions> options) : IValueProtector
{
    private const string Purpose = "SessionOrleans.Values.v1";

    private readonly Lazy<IDataProtector> _protector = new(() =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose, options.Value.Prefix));

    public byte[] Protect(string id, byte[] value) =>
        id == ReservedIds.DataProtectionKeys ? value : _protector.Value.CreateProtector(id).Protect(value);

    public byte[] Unprotect(string id, byte[] stored) =>
        id == ReservedIds.DataProtectionKeys ? stored : _protector.Value.CreateProtector(id).Unprotect(stored);
}
