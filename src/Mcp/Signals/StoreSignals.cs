using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.Signals;

namespace SessionOrleans.Mcp.Signals;

/// <summary>The signals of a server's store. Thread-safe.</summary>
internal sealed class StoreSignals(ISessionStore store, IServiceProvider provider)
{
    private SignalHub Hub => (store as SessionStore ?? provider.GetService<SessionStore>())?.Signals ?? throw new InvalidOperationException(
        "This needs the store that AddSessionStore, AddSessionStoreClient or SessionStoreFactory makes, or one of your own around it that was registered besides.");

    /// <inheritdoc cref="SignalHub.SendAsync"/>
    public Task SendAsync(string topic, string? message = null, CancellationToken cancellationToken = default) =>
        Hub.SendAsync(topic, message, cancellationToken);

    /// <inheritdoc cref="SignalHub.ListenAsync"/>
    public Task<IAsyncDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken cancellationToken = default) =>
        Hub.ListenAsync(topic, heard, cancellationToken);
}
