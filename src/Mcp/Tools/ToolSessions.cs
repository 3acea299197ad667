using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>The tool sessions of one user, or of anonymous callers. Tools get theirs from the server; this is for tests, and for work
/// outside of calls.</summary>
/// <remarks>Thread-safe. Outside of calls no quota applies, and no limit but the store's own.</remarks>
/// <param name="store">Where the sessions are kept.</param>
/// <param name="user">Whose they are; null: an anonymous caller's.</param>
public sealed class ToolSessions(ISessionStore store, SessionUser? user = null) : IToolSessions
{
    private readonly ISessionStore _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly SessionUser _user = user ?? SessionUser.Anonymous;

    /// <inheritdoc/>
    public async Task<ToolSession<T>> CreateAsync<T>(
        T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        var kind = SessionKind.Of(typeof(T));
        var handle = await HandleKey.Of(_store).CreateAsync(_store, kind, _user.Owner, cancellationToken).ConfigureAwait(false);
        var session = Open<T>(handle);

        // 128 random bits do not meet twice; should they, nobody is given another's session.
        _ = await _store.TrySetAsync(session.Id, value, WriteCondition.IfAbsent, session.Owned(options), cancellationToken)
            .ConfigureAwait(false)
            ?? throw new SessionStoreException("The new handle was taken already. Try again.") { RetryAfter = TimeSpan.Zero };
        return session;
    }

    /// <inheritdoc/>
    public ToolSession<T> Open<T>(string handle)
        where T : class => new(_store, handle, _user);

    /// <inheritdoc/>
    public async Task<ToolSessionPage> ListAsync<T>(
        string? cursor = null, int pageSize = 100, CancellationToken cancellationToken = default)
        where T : class
    {
        var (kind, owner) = (SessionKind.Of(typeof(T)), _user.Owner ?? throw SessionUserException.SignInFirst());
        var page = await _store.Directory.ListOwnedPageAsync(owner, cursor, pageSize, cancellationToken).ConfigureAwait(false);
        var sessions = new List<ToolSessionInfo>();
        foreach (var session in page.Sessions)
        {
            if (SessionHandle.FromSessionId(session.Id, kind, owner) is { } handle)
                sessions.Add(new(handle, session.CreatedAt, session.ExpiresAt, session.Lock is not null));
        }

        return new(sessions, page.NextCursor);
    }
}
