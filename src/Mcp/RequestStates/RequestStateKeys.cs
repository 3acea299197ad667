using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.Mcp.DataProtection;

namespace SessionOrleans.Mcp;

/// <summary>
/// The data protection that seals request states. It is the application's, where the application says where its keys are kept
/// (<c>PersistKeysTo…</c>). Otherwise it is one of our own, with its keys in the session store. Thread-safe.
/// </summary>
internal sealed class RequestStateKeys(
    ISessionStore store, IServiceProvider services, IOptions<KeyManagementOptions> application, IOptions<SessionStoreOptions> options)
{
    /// <summary>The same on all hosts. Without it, data protection takes the folder that the program runs in.</summary>
    private const string ApplicationName = "SessionOrleans";

    private readonly OwnSessions _own = new(store);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile KeysOfVersion? _current;

    public async Task<IDataProtectionProvider> GetAsync(CancellationToken cancellationToken)
    {
        if (IsTheApplications && services.GetService<IDataProtectionProvider>() is { } provider)
            return provider;

        // Data protection reads its keys again once a day. That is too late where another host made a key since, or where somebody removed
        // all sessions. So each use asks whether the keys changed, which costs a call where a person is about to be asked.
        if (Find(await VersionAsync(cancellationToken).ConfigureAwait(false)) is { } known)
            return known;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var version = await VersionAsync(cancellationToken).ConfigureAwait(false);
            if (Find(version) is { } readMeanwhile)
                return readMeanwhile;
            var read = await ReadAsync().ConfigureAwait(false);
            // Where a key was made meanwhile, here or elsewhere, it is not known which of the versions was read.
            if (version is not null && version == await VersionAsync(cancellationToken).ConfigureAwait(false))
                _current = new(version.Value, read);
            return read;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Does something to the keys, on a thread of its own, as <see cref="ReadAsync"/> does.</summary>
    public Task<T> ManageAsync<T>(Func<IKeyManager, T> manage) => RunAsync(() =>
    {
        if (IsTheApplications && services.GetService<IKeyManager>() is { } manager)
            return manage(manager);
        using var own = Own();
        return manage(own.GetRequiredService<IKeyManager>());
    });

    private bool IsTheApplications => application.Value.XmlRepository is not null;

    private IDataProtectionProvider? Find(long? version) => _current is { } current && current.Version == version ? current.Provider : null;

    /// <summary>The version of the session that holds the keys; null where there is none.</summary>
    private async Task<long?> VersionAsync(CancellationToken cancellationToken) =>
        await _own.GetInfoAsync(
            ReservedIds.RequestStateKeys, cancellationToken).ConfigureAwait(false) is { Exists: true } info ? info.Version : null;

    /// <summary>
    /// Reads the keys, and makes one where there is none. Data protection blocks for as long as that takes, so it has a thread of its own:
    /// many callers at once would block every thread of the pool, and the silo in this process with them.
    /// </summary>
    private Task<IDataProtectionProvider> ReadAsync() => RunAsync(() =>
    {
        var provider = Own().GetRequiredService<IDataProtectionProvider>();
        provider.CreateProtector(ApplicationName).Protect([]);
        return provider;
    });

    private ServiceProvider Own()
    {
        var own = new ServiceCollection();
        own.AddDataProtection().SetApplicationName(ApplicationName);
        own.Configure<KeyManagementOptions>(
            keys => keys.XmlRepository = new SessionXmlRepository(store, ReservedIds.RequestStateKeys, options.Value));
        return own.BuildServiceProvider();
    }

    private static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed record KeysOfVersion(long Version, IDataProtectionProvider Provider);
}
