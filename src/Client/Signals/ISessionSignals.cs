namespace SessionOrleans;

/// <summary>
/// Signals between hosts that use one store: sent on one, heard a moment later on all that listen. A signal is a hint that something stored
/// has changed, not a record: it is stored nowhere, and may be heard twice.
/// </summary>
/// <remarks>
/// Thread-safe. A topic is 1 to 256 characters of visible ASCII (0x21 to 0x7E) and does not begin with <c>~~</c>, which is kept for
/// SessionOrleans itself; a message has at most 4,096 characters; a breached limit is an <see cref="ArgumentException"/>. Each topic or
/// session that a host listens to costs a small call in five seconds.
/// </remarks>
public interface ISessionSignals
{
    /// <summary>Tells all who listen to a topic. Store first what it is about.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="message">What listeners get; null tells them to look at all that the topic is about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">No silo took it.</exception>
    Task SendAsync(string topic, string? message = null, CancellationToken cancellationToken = default);

    /// <summary>Listens until what is returned is disposed, or the store is.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="heard">
    /// Called with each message, and with null where some may have been missed, as when a silo was lost. On any thread: it must neither
    /// block nor throw.
    /// </param>
    /// <param name="cancellationToken">Gives up beginning to listen.</param>
    /// <exception cref="SessionStoreUnavailableException">No silo answers; nothing is listened to.</exception>
    Task<IAsyncDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken cancellationToken = default);

    /// <summary>
    /// Listens to a session until what is returned is disposed, or the store is. Nobody has to send anything: the session itself tells when
    /// another value was written, and within some seconds when it expired. For the values see <see cref="ISessionStore.WatchAsync{T}"/>.
    /// </summary>
    /// <param name="id">The session, which need not exist.</param>
    /// <param name="changed">
    /// Called when the session changed, and when it may have, as when a silo was lost. On any thread: it must neither block nor throw.
    /// </param>
    /// <param name="cancellationToken">Gives up beginning to listen.</param>
    /// <exception cref="SessionStoreUnavailableException">No silo answers; nothing is listened to.</exception>
    Task<IAsyncDisposable> ListenToSessionAsync(string id, Action changed, CancellationToken cancellationToken = default);
}
