using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SessionOrleans.Mcp.DataProtection;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp;

/// <summary>
/// The data protection that seals request states. It is the application's, where the application says where its keys are kept
/// (<c>PersistKeysTo…</c>). Otherwise it is one of our own, with its keys in the session store. Thread-safe.
/// </summary>
internal sealed class RequestStateKeys(ISessionStore store, IServiceProvider services, IOptions<KeyManagementOptions> application)
{
    /// <summary>The same on all hosts. Without it, data protection takes the folder that the program runs in.</summary>
    private const string ApplicationName = "SessionOrleans";

    private volatile KeysOfVersion? _current;

    public async Task<IDataProtectionProvider> GetAsync(CancellationToken cancellationToken)
    {
        if (application.Value.XmlRepository is not null && services.GetService<IDataProtectionProvider>() is { } provider)
            return provider;

        // Data protection reads its keys again once a day. That is too late where another host made a key since, or where somebody removed
        // all sessions. So each use asks whether the keys changed, which costs a call where a person is about to be asked.
        var info = await store.GetInfoAsync(ReservedIds.RequestStateKeys, cancellationToken).ConfigureAwait(false);
        if (info is not { Exists: true })
            return Create(); // Not kept: it makes the first key, and would go on with it after all sessions were removed.
        if (_current is { } current && current.Version == info.Version)
            return current.Provider;
        return (_current = new(info.Version, Create())).Provider;
    }

    /// <summary>Reads the keys at its first use, and makes one where there is none.</summary>
    private IDataProtectionProvider Create()
    {
        var own = new ServiceCollection();
        own.AddDataProtection().SetApplicationName(ApplicationName);
        own.Configure<KeyManagementOptions>(options => options.XmlRepository = new SessionXmlRepository(store, ReservedIds.RequestStateKeys));
        return own.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    private sealed record KeysOfVersion(long Version, IDataProtectionProvider Provider);
}
