namespace SessionOrleans;

/// <summary>Creates the sessions that tools work on. A tool gets it as a parameter; it is not in the tool's schema.</summary>
/// <remarks>Thread-safe, and as durable as the store it stands on.</remarks>
public interface IToolSessions
{
    /// <summary>Creates a session under a new, unguessable handle, and returns it. Give the caller its <see cref="ToolSession{T}.Handle"/>.</summary>
    /// <param name="value">What the session holds at first.</param>
    /// <param name="options">Time to live and the like; null: the store's defaults.</param>
    /// <param name="cancellationToken">Gives up; the session may have been created all the same, and then expires unused.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    /// <exception cref="ArgumentException">The value or the options are beyond a limit, which the message names.</exception>
    /// <exception cref="SessionStoreUnavailableException">The store cannot answer.</exception>
    Task<ToolSession<T>> CreateAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;
}
