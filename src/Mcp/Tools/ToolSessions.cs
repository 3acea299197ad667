using System.Runtime.CompilerServices;
using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>The tool sessions of one user, or of anonymous callers. Tools get theirs from the server; this is for tests, and for work
/// outside of calls.</summary>
/// <remarks>Thread-safe.</remarks>
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
        var session = Open<T>(SessionHandle.Create(SessionKind.Of(typeof(T))));
        var owned = (options ?? new()) with { Owner = _user.Owner };

        // 128 random bits do not meet twice; should they, nobody is given another's session.
        _ = await _store.TrySetAsync(session.Id, value, WriteCondition.IfAbsent, owned, cancellationToken).ConfigureAwait(false)
            ?? throw new SessionStoreException("The new handle was taken already. Try again.") { RetryAfter = TimeSpan.Zero };
        return session;
    }

    /// <inheritdoc/>
    public ToolSession<T> Open<T>(string handle)
        where T : class => new(_store, handle, _user);

    /// <inheritdoc/>
    public IAsyncEnumerable<ToolSessionInfo> ListAsync<T>(CancellationToken cancellationToken = default)
        where T : class => ListAsync(SessionKind.Of(typeof(T)), _user.Owner ?? throw SessionUserException.SignInFirst(), cancellationToken);

    private async IAsyncEnumerable<ToolSessionInfo> ListAsync(
        string kind, string owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var session in _store.Directory.ListOwnedAsync(owner, cancellationToken).ConfigureAwait(false))
        {
            if (SessionHandle.FromSessionId(session.Id, kind, owner) is { } handle)
                yield return new(handle, session.CreatedAt, session.ExpiresAt, session.Lock is not null);
        }
    }
}
