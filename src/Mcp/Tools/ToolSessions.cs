using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>The <see cref="IToolSessions"/> of a store. A server gets it from <c>WithSessionStore()</c>; a test constructs it.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="store">Where the sessions are kept.</param>
public sealed class ToolSessions(ISessionStore store) : IToolSessions
{
    private readonly ISessionStore _store = store ?? throw new ArgumentNullException(nameof(store));

    /// <inheritdoc/>
    public async Task<ToolSession<T>> CreateAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        var session = new ToolSession<T>(_store, SessionHandle.Create(SessionKind.Of(typeof(T))));

        // 128 random bits do not meet twice; should they, nobody is given another's session.
        _ = await _store.TrySetAsync(session.Id, value, WriteCondition.IfAbsent, options, cancellationToken).ConfigureAwait(false)
            ?? throw new SessionStoreException("The new handle was taken already. Try again.") { RetryAfter = TimeSpan.Zero };
        return session;
    }
}
